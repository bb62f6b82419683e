package dev.millrace.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;

/** Given each event of an answer, by name and as JSON. */
@FunctionalInterface
interface AnswerListener {
  void heard(String name, String data) throws JsonProcessingException;
}
