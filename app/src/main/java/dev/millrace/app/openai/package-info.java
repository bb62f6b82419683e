/**
 * OpenAI's API, so that whatever speaks it can use Millrace by a change of its base URL. In: chat
 * completions as OpenAI's clients send them. Out: answers, whole or as chunks, with the citations
 * as {@code annotations}, and with the object {@code millrace} that tells the rest.
 *
 * <p>Names here are OpenAI's, {@code snake_case}; those within {@code millrace} are ours. A
 * parameter is honoured, passed on to the model, or refused by name. A value that is OpenAI's
 * default asks for nothing and is as good as none. What is asked and how it is answered is {@link
 * dev.millrace.app.answer.Answers}' concern; here are only the words.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.app.openai;
