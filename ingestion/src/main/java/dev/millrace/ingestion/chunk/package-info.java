/**
 * Documents to passages. In: a {@link dev.millrace.ingestion.parse.ParseResult.Parsed}. Out: {@link
 * dev.millrace.retrieval.corpus.Passage}s: the stretches that are embedded, found and cited.
 *
 * <p>A passage is cut where the author cut: at a section, a page, a paragraph, then a sentence, and
 * only inside a sentence when it alone is too long. It never crosses a page, so its page number is
 * exact, and its text is the canonical text between its offsets, so its citation is. Size is
 * counted in tokens of the embedding model, whose limit holds for what it is given: title and
 * heading path included.
 *
 * <p>{@link dev.millrace.ingestion.chunk.Indexing} pairs a way of cutting with the model that
 * embeds what was cut: what one generation of the index is made by.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.ingestion.chunk;
