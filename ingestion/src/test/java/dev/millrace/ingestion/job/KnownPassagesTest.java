package dev.millrace.ingestion.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingestion.HashedWords;
import dev.millrace.ingestion.connector.SourceKind;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Equal passages are embedded once, whichever document and run they come with. */
class KnownPassagesTest {
  private static final String TERMS =
      "# Terms\n\nGoods remain ours until they have been paid for.\n";

  private JobFixture it;

  @BeforeEach
  void open(@TempDir Path folder) {
    it = new JobFixture(folder);
  }

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void embedsThePassageOfTwoDocumentsOnce() {
    Source source = it.source("docs", SourceKind.UPLOAD, Map.of(), JobFixture.EVERYONE);

    Map<String, Outcome> outcomes =
        it.upload(source, Map.of("a/terms.md", TERMS, "b/terms.md", TERMS));

    assertThat(outcomes.values()).allMatch(outcome -> outcome.kind() == OutcomeKind.ADDED);
    assertThat(it.embedder.embedded()).isEqualTo(1);
  }

  @Test
  void embedsNothingAgainInALaterRunOfAnotherSourceAndServer() {
    Source source = it.source("docs", SourceKind.UPLOAD, Map.of(), JobFixture.EVERYONE);
    it.upload(source, Map.of("terms.md", TERMS));
    Source other = it.source("others", SourceKind.UPLOAD, Map.of(), JobFixture.HR);
    HashedWords restarted = new HashedWords();
    it.runs.close();
    it.runs = it.newRuns(restarted);

    Map<String, Outcome> outcomes =
        it.upload(other, Map.of("copy/terms.md", TERMS, "new.md", "# New\n\nNothing like it.\n"));

    assertThat(outcomes.values()).allMatch(outcome -> outcome.kind() == OutcomeKind.ADDED);
    assertThat(restarted.embedded()).isEqualTo(1);
  }
}
