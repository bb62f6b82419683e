/**
 * Why somebody can or can't read a document. In: a document's label and a user's memberships, as
 * {@link dev.millrace.retrieval.access.AccessRecords} has them at this moment. Out: an {@link
 * dev.millrace.retrieval.access.Explanation} that names the entries of the label that concern him
 * and, for each, the groups through which it does.
 *
 * <p>It explains what searches and reads enforce and decides nothing itself. There is no text and
 * no title here, so that whoever manages rights can ask without being allowed to read.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.access;
