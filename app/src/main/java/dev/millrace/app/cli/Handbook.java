package dev.millrace.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The handbook of a fictional company that ships with Millrace: documents in folders by reader, the
 * people who work there, and questions with what the answers should be.
 *
 * <p>A folder's name says who may read it: {@code everyone}, {@code private/USER}, or else a group.
 * Resources in a jar cannot be listed, hence {@code index.txt}.
 */
final class Handbook {
  private static final String ROOT = "/handbook/";
  private static final String PRIVATE = "private/";

  /**
   * The employees.
   *
   * @param groups members by group
   */
  record People(Map<String, List<String>> groups, List<Employee> users) {
    People {
      groups = Map.copyOf(groups);
      users = List.copyOf(users);
    }

    /** The employee of that name. */
    Employee named(String name) {
      return users.stream()
          .filter(user -> user.name().equals(name))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("people.json has no user " + name));
    }
  }

  /** Somebody who works there. */
  record Employee(String name, String title, List<String> groups) {
    Employee {
      groups = List.copyOf(groups);
    }
  }

  /**
   * A question.
   *
   * @param as the employee who asks
   * @param expect what the answer should be; null where there should be none
   * @param expectRefused whether there should be no answer
   * @param hidden the document that would answer, which the employee may not see; null if none
   *     would
   */
  record Question(
      String as,
      String query,
      @Nullable Expected expect,
      boolean expectRefused,
      @Nullable String hidden) {
    Question {
      if ((expect == null) != expectRefused) {
        throw new IllegalArgumentException("\"" + query + "\" expects one thing or the other");
      }
    }
  }

  /**
   * What an answer should be.
   *
   * @param documents that it should cite
   * @param facts words that it should quote
   */
  record Expected(List<String> documents, List<String> facts) {
    Expected {
      documents = List.copyOf(documents);
      facts = List.copyOf(facts);
    }
  }

  /** The paths of all documents, sorted. */
  List<String> documents() {
    return text("index.txt").lines().filter(line -> !line.isBlank()).toList();
  }

  /** Who works there. */
  People people() {
    return json("people.json", People.class);
  }

  /** What to ask. */
  List<Question> questions() {
    return Arrays.asList(json("questions.json", Question[].class));
  }

  /** The folder whose name says who may read a document. */
  static String folder(String document) {
    int end = document.indexOf('/', document.startsWith(PRIVATE) ? PRIVATE.length() : 0);
    return document.substring(0, end);
  }

  /** Who may read a folder, as a principal in text form. */
  static String reader(String folder) {
    if (folder.equals("everyone")) {
      return folder;
    }
    return folder.startsWith(PRIVATE)
        ? "user:" + folder.substring(PRIVATE.length())
        : "group:" + folder;
  }

  /** Whether an employee may read a document. */
  static boolean mayRead(Employee employee, String document) {
    String reader = reader(folder(document));
    return reader.equals("everyone")
        || reader.equals("user:" + employee.name())
        || employee.groups().stream().anyMatch(group -> reader.equals("group:" + group));
  }

  /** Writes all documents below a folder; the files by the folder that says who may read them. */
  Map<String, FolderListing> unpack(Path target) {
    Map<String, List<LocalFile>> files = new LinkedHashMap<>();
    try {
      for (String document : documents()) {
        Path file = target.resolve(document);
        Files.createDirectories(file.getParent());
        try (InputStream in = open(document)) {
          Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        files
            .computeIfAbsent(folder(document), _ -> new ArrayList<>())
            .add(new LocalFile(document, file, null, Files.size(file)));
      }
    } catch (IOException e) {
      throw new CommandFailure("cannot unpack the handbook into " + target + ": " + e, e);
    }
    Map<String, FolderListing> listings = new LinkedHashMap<>();
    files.forEach((folder, list) -> listings.put(folder, new FolderListing(list, List.of())));
    return listings;
  }

  private static <T> T json(String name, Class<T> type) {
    try {
      return Json.read(text(name), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the handbook's " + name + " is damaged", e);
    }
  }

  /** A file of it, as text. */
  static String text(String name) {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) throws FileNotFoundException {
    InputStream in = Handbook.class.getResourceAsStream(ROOT + name);
    if (in == null) {
      throw new FileNotFoundException("the handbook lacks " + name);
    }
    return in;
  }
}
