/**
 * A company's own questions with what should be found for them. In: sets as lines of JSON ({@link
 * dev.millrace.app.golden.GoldenLine}), kept in Postgres, and the settings of a run. A run asks
 * each question of one generation of the index, with the eyes of the question's viewer, and
 * measures where what was wanted came ({@link dev.millrace.app.golden.Relevance}). Out: runs with
 * ids and numbers and no text of any document; the difference of two runs; and, when one is
 * applied, the settings that searches use from the next one on. Two generations are compared by the
 * same way.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.app.golden;
