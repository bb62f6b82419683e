package dev.millrace.orchestration.model;

/** Whose wire format a model server speaks. */
public enum Provider {
  /** OpenAI's chat completions: OpenAI itself, vLLM, llama.cpp, LM Studio, TGI and many more. */
  OPENAI,
  /** Ollama's own API. */
  OLLAMA,
  /** OpenAI's models at Azure: the same format with another way of saying who calls. */
  AZURE,
  /** Anthropic's messages. */
  ANTHROPIC
}
