/**
 * What kind of question it is. In: the vector of the question that retrieval searches with, so that
 * one embedding serves both. Out: a {@link dev.millrace.orchestration.classify.Classification} with
 * a probability for each {@link dev.millrace.orchestration.classify.QuestionClass}.
 *
 * <p>The classifier is a multinomial logistic regression. Its examples ship with it, {@code
 * questions-train.tsv} to learn from and {@code questions-test.tsv} to measure with; {@code
 * ./millrace eval classifier --write FILE} learns them with Tribuo and writes the coefficients,
 * which ship as {@code coefficients.json}. At run time there is only the multiplication of a vector
 * by them: microseconds, and no library. A test learns again and compares.
 *
 * <p>Measured: 1,212 examples to learn from, 252 others to measure with, every class weighing about
 * the same among these. Accuracy .837, log loss .433, calibration error .052; of the 209 classified
 * with a confidence of at least .7, .904 are right. Most errors take something for a lookup
 * (precision .60), which is the harmless way; least is recognised of what is out of scope (recall
 * .62, precision .95).
 *
 * <p>Coefficients belong to one embedding space. In another one nothing is classified: every
 * question is a {@linkplain dev.millrace.orchestration.classify.QuestionClass#LOOKUP lookup}
 * without confidence, and the log says so once.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.classify;
