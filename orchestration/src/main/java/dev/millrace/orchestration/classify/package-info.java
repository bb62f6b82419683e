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
 * <p>Coefficients belong to one embedding space. In another one nothing is classified: every
 * question is a {@linkplain dev.millrace.orchestration.classify.QuestionClass#LOOKUP lookup}
 * without confidence, and the log says so once.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.classify;
