/**
 * Changing how the corpus is indexed while it is searched: another embedding model, other passages.
 *
 * <p>In: a {@link dev.millrace.retrieval.corpus.Generation}, and the corpus log. Out: that
 * generation's passages and vectors of every document, beside those of the live one.
 *
 * <p>One mechanism does it all. {@link dev.millrace.ingestion.generation.GenerationFill} walks
 * along the log and gives each document that an entry names what the generation lacks of it. From
 * the log's beginning that is building; at its end it is keeping up with what is pushed meanwhile;
 * for the live generation it mends what a process wrote that did not know of a switch yet. The
 * position reached is stored, what is there is never made twice, and so a crash costs a slice of
 * passages at most. An index follows its generation no further than it is filled, hence never sees
 * half of a document; it becomes the one that is searched by a switch, which holds writers still
 * for the moment in which nothing is missing.
 *
 * <p>Where only the model changes, passages stay and their searchable text is embedded. Where
 * passages change, the canonical text is cut from the blocks that are kept with it.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.ingestion.generation;
