/** OpenAI's words: by hand, and by OpenAI's own client against real answers. */
@org.jspecify.annotations.NullMarked
package dev.millrace.app.openai;
