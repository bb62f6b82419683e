/**
 * Files to text. In: a {@link dev.millrace.ingestion.parse.FetchedFile}. Out: a {@link
 * dev.millrace.ingestion.parse.Reading}: a {@link dev.millrace.ingestion.parse.ParseResult}, which
 * is either the title, the canonical text and its {@link dev.millrace.ingestion.parse.Block}s with
 * exact offsets, or the reason why there is none; and the {@link
 * dev.millrace.ingestion.parse.Member}s, which are the files in the file.
 *
 * <p>{@link dev.millrace.ingestion.parse.TikaParser} tells by content what a file is and hands it
 * to a reader: mail, HTML, Markdown, plain text and tables have one of their own, everything else
 * is Tika's. Every reader writes into one {@code BlockWriter}, which is the only place where text
 * becomes canonical, so an offset can't be wrong in one format and right in another.
 *
 * <p>A document's text keeps what a reader of a citation needs: a heading is a line of its own, a
 * list item starts with {@code "- "}, a table row is one line {@code "a | b | c"} or, where the
 * table names its columns, {@code "Name: a | Price: b"}, a page of a PDF and a slide are pages, a
 * sheet is a section without a page. Pictures on pages, macros and anything on the network are left
 * alone. A picture that is a file of its own, and a PDF of nothing but pictures, are read by
 * Tesseract where it is installed.
 *
 * <p>Attachments and members of archives are taken out by {@code MemberSink}, within limits, and
 * are read by whoever reads the file, one level after the other. Their names are labels: no path is
 * made of them.
 *
 * <p>The server reads through {@link dev.millrace.ingestion.parse.ForkedParser}: each file in a
 * {@code ParserChild}, a process with a memory ceiling that is killed at a deadline, so that
 * whatever a hostile file does to a parser is an outcome of that file. {@code Frames} is what the
 * two say to each other.
 *
 * <p>{@link dev.millrace.ingestion.parse.Structure} is a text's blocks as they are kept beside it,
 * to cut it anew without the file.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.ingestion.parse;
