package dev.millrace.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say what a source is to be. */
final class SourceFields {
  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting of the kind; NAME= takes one away. See: sources kinds")
  private @Nullable List<String> settings;

  @Option(
      names = "--secret",
      paramLabel = "NAME[=VALUE]",
      description = "A secret setting; without a value it is asked for on the terminal.")
  private @Nullable List<String> secrets;

  @Option(
      names = "--secret-file",
      paramLabel = "NAME=FILE",
      description = "A secret setting that stands in a file.")
  private @Nullable List<String> secretFiles;

  @Option(
      names = "--schedule",
      paramLabel = "WHEN",
      description =
          "When the server visits it: \"every 6h\", \"daily 02:30\", \"daily 08:00,20:00"
              + " Europe/Berlin\"; none for only when it is asked.")
  private @Nullable String schedule;

  @Option(
      names = "--watch",
      negatable = true,
      description = "Have the server visit it when something changes there.")
  private @Nullable Boolean watch;

  @Option(
      names = "--most-removed",
      paramLabel = "SHARE",
      description = "A run that would remove more than this share asks first; 0.3 unless given.")
  private @Nullable Double mostRemoved;

  @Option(
      names = "--readers",
      paramLabel = "WHO",
      split = ",",
      description = "Who may read: everyone, user:NAME or group:NAME, with commas.")
  private @Nullable List<String> readers;

  @Option(
      names = "--denied",
      paramLabel = "WHO",
      split = ",",
      description = "Who may not although a reader, in the same form.")
  private @Nullable List<String> denied;

  @Option(
      names = "--sensitivity",
      paramLabel = "LEVEL",
      description = "public, internal, confidential or restricted.")
  private @Nullable String sensitivity;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /** Whether anything is to be another way. */
  boolean sayNothing() {
    return settings == null
        && secrets == null
        && secretFiles == null
        && schedule == null
        && watch == null
        && mostRemoved == null
        && readers == null
        && denied == null
        && sensitivity == null;
  }

  /** A body for the API. */
  Map<String, Object> body(String name, String kind, Map<String, Object> before) {
    Map<String, Object> body = new LinkedHashMap<>(before);
    body.put("name", name);
    body.put("kind", kind);
    body.put("settings", settings(before));
    put(body, "schedule", "none".equals(schedule) ? null : schedule, schedule != null);
    put(body, "watch", watch, watch != null);
    put(body, "mostRemoved", mostRemoved, mostRemoved != null);
    put(body, "readers", readers, readers != null);
    put(body, "denied", denied, denied != null);
    put(body, "sensitivity", sensitivity, sensitivity != null);
    return body;
  }

  private static void put(
      Map<String, Object> body, String field, @Nullable Object value, boolean given) {
    if (given && value != null) {
      body.put(field, value);
    } else if (given) {
      body.remove(field);
    }
  }

  /** Settings as the API takes them, secrets among them. */
  Map<String, String> settings(Map<String, Object> before) {
    Map<String, String> all = new LinkedHashMap<>();
    if (before.get("settings") instanceof Map<?, ?> known) {
      known.forEach((name, value) -> all.put(String.valueOf(name), String.valueOf(value)));
    }
    for (String setting : orNone(settings)) {
      String name = before(setting, "--set");
      String value = setting.substring(name.length() + 1);
      if (value.isEmpty()) {
        all.remove(name);
      } else {
        all.put(name, value);
      }
    }
    for (String secret : orNone(secrets)) {
      int at = secret.indexOf('=');
      all.put(
          at < 0 ? secret : secret.substring(0, at),
          at < 0 ? asked(secret) : secret.substring(at + 1));
    }
    for (String file : orNone(secretFiles)) {
      String name = before(file, "--secret-file");
      all.put(name, content(Path.of(file.substring(name.length() + 1))));
    }
    return all;
  }

  private String before(String text, String option) {
    int at = text.indexOf('=');
    if (at <= 0) {
      throw Usage.wrong(spec, option + " is NAME=VALUE, not \"" + text + "\"");
    }
    return text.substring(0, at);
  }

  // Without a terminal there is no console, or one that is none.
  @SuppressWarnings("SystemConsoleNull")
  private String asked(String name) {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      throw Usage.wrong(
          spec,
          "there is no terminal to ask for " + name + ": use --secret-file " + name + "=FILE");
    }
    char[] typed = console.readPassword("%s: ", name);
    return typed == null ? "" : new String(typed);
  }

  private static String content(Path file) {
    try {
      return Files.readString(file, UTF_8).strip();
    } catch (IOException e) {
      throw new CommandFailure("cannot read the secret's file " + file, e);
    }
  }

  private static List<String> orNone(@Nullable List<String> given) {
    return given == null ? List.of() : given;
  }

  /** Texts of a list with commas between. */
  static String joined(JsonNode texts) {
    List<String> all = new ArrayList<>();
    texts.forEach(text -> all.add(text.asText()));
    return String.join(",", all);
  }
}
