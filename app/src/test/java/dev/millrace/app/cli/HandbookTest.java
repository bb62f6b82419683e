package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HandbookTest {
  private static final Path SOURCE = Path.of("src/main/resources/handbook");

  private final Handbook handbook = new Handbook();

  /** Files at the top are not documents: who may read them is not said. */
  @Test
  void theIndexListsExactlyTheDocuments() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCE)) {
      assertThat(handbook.documents())
          .containsExactlyElementsOf(
              files
                  .filter(Files::isRegularFile)
                  .map(file -> SOURCE.relativize(file).toString().replace('\\', '/'))
                  .filter(file -> file.contains("/"))
                  .sorted()
                  .toList());
    }
  }

  @Test
  void thereAreFiveQuestionsOneHiddenOneUnanswerableOneOfTwoDocuments() {
    List<Handbook.Question> questions = handbook.questions();

    assertThat(questions).hasSize(5);
    assertThat(questions).filteredOn(question -> question.hidden() != null).hasSize(1);
    assertThat(questions)
        .filteredOn(question -> question.expectRefused() && question.hidden() == null)
        .hasSize(1);
    assertThat(questions)
        .extracting(Handbook.Question::expect)
        .filteredOn(expected -> expected != null && expected.documents().size() == 2)
        .hasSize(1);
  }

  @Test
  void everyQuestionIsOfAnEmployeeAndFollowsFromWhoMayRead() {
    for (Handbook.Question question : handbook.questions()) {
      Handbook.Employee employee = handbook.people().named(question.as());
      Handbook.Expected expected = question.expect();
      if (expected != null) {
        assertThat(handbook.documents()).containsAll(expected.documents());
        assertThat(expected.documents()).allMatch(document -> Handbook.mayRead(employee, document));
      }
      String hidden = question.hidden();
      if (hidden != null) {
        assertThat(handbook.documents()).contains(hidden);
        assertThat(Handbook.mayRead(employee, hidden)).isFalse();
      }
    }
  }

  @Test
  void groupsAndEmployeesAgree() {
    Handbook.People people = handbook.people();
    people
        .groups()
        .forEach(
            (group, members) ->
                assertThat(
                        people.users().stream()
                            .filter(user -> user.groups().contains(group))
                            .map(Handbook.Employee::name))
                    .containsExactlyInAnyOrderElementsOf(members));
  }

  @Test
  void aFolderSaysWhoMayRead() {
    assertThat(Handbook.folder("private/yusuf/a/b.eml")).isEqualTo("private/yusuf");
    assertThat(Handbook.folder("everyone/it/a.md")).isEqualTo("everyone");
    assertThat(Handbook.reader("private/yusuf")).isEqualTo("user:yusuf");
    assertThat(Handbook.reader("hr")).isEqualTo("group:hr");
    assertThat(Handbook.reader("everyone")).isEqualTo("everyone");
  }

  @Test
  void unpacksEveryDocumentBesidesThoseOfTheSameReaders(@TempDir Path target) {
    Map<String, FolderListing> folders = handbook.unpack(target);

    TreeSet<String> unpacked = new TreeSet<>();
    folders.forEach(
        (folder, listing) ->
            listing
                .files()
                .forEach(
                    file -> {
                      assertThat(file.externalId()).startsWith(folder + "/");
                      assertThat(file.path()).isRegularFile().isNotEmptyFile();
                      unpacked.add(file.externalId());
                    }));
    assertThat(unpacked).containsExactlyElementsOf(handbook.documents());
  }
}
