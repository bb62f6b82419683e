/**
 * The shared language: what a document, a passage, a revision and a viewer are, and the port
 * through which documents are written.
 *
 * <p>In: {@link SourceDocument}s with their {@link EmbeddedPassage}s, from the ingestion module,
 * through {@link CorpusWriter}. Out: {@link CorpusLog}, from which every index is projected. Who
 * may read is an {@link AccessLabel} on the document and the {@link Viewer}'s principals on the
 * question; what tier may process the text is its {@link Sensitivity} against a {@link Clearance}.
 *
 * <p>Offsets everywhere count Unicode code points of a document's {@link CanonicalText}, end
 * exclusive. No framework is imported here, so that every module may speak this language.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.corpus;
