package dev.millrace.ingestion.job;

import static java.util.Objects.requireNonNull;

import dev.millrace.ingestion.parse.Member;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import dev.millrace.retrieval.corpus.CorpusWriter.Written;
import java.util.List;

/** What came of bringing a file in. */
sealed interface Ingested {
  /** The files that are in it, in the folder that was given for them. */
  List<Member> members();

  /** It is in the corpus, and survives a crash. */
  record Kept(Written written, List<Member> members) implements Ingested {
    public Kept {
      requireNonNull(written, "written");
      members = List.copyOf(members);
    }
  }

  /** There is no text to be had of it. */
  record WithoutText(NotParsed why, List<Member> members) implements Ingested {
    public WithoutText {
      requireNonNull(why, "why");
      members = List.copyOf(members);
    }
  }

  /**
   * Something else than the file is wrong.
   *
   * @param passing whether another try may go better
   */
  record Failed(String reason, boolean passing) implements Ingested {
    public Failed {
      requireNonNull(reason, "reason");
    }

    @Override
    public List<Member> members() {
      return List.of();
    }
  }
}
