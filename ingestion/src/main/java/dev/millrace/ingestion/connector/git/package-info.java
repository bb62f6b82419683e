/**
 * Files of a git repository. In: the address, a branch, which files are wanted. Out: the files of
 * the branch's newest commit, and from then on what differs between commits.
 *
 * <p>A {@link dev.millrace.ingestion.connector.git.GitRemote} says which commit a branch is at and
 * sends what belongs to it. A {@link dev.millrace.ingestion.connector.git.GitCopy} keeps that in a
 * folder of the server, bare and without history; it can be deleted at any time. A {@link
 * dev.millrace.ingestion.connector.git.TreeScan} compares the trees of two commits, which needs
 * neither the commits between them nor that one descends from the other: a branch that was
 * overwritten is a change like any other.
 *
 * <p>Nothing is checked out, no hook runs, no program is started, and git's settings on the server
 * are not read.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.ingestion.connector.git;
