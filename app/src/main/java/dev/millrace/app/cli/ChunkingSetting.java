package dev.millrace.app.cli;

import dev.millrace.ingestion.parse.ParseResult.Parsed;
import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.embedding.Embedder;
import java.util.ArrayList;
import java.util.List;

/** A way to cut documents, to be measured beside others. */
sealed interface ChunkingSetting {
  /** As it is shown and written beside the passages. */
  String name();

  List<Passage> cut(Parsed document, Embedder embedder);

  /** As the product cuts. */
  record Structure(EvaluationRun.Cut cut) implements ChunkingSetting {
    @Override
    public String name() {
      return cut.tokens() + "/" + cut.overlap() + " tokens";
    }

    @Override
    public List<Passage> cut(Parsed document, Embedder embedder) {
      return cut.cutter(embedder).cut(document);
    }
  }

  /** Every so many characters, whatever stands there: what structure is compared with. */
  record Fixed(int characters) implements ChunkingSetting {
    @Override
    public String name() {
      return characters + " characters";
    }

    @Override
    public List<Passage> cut(Parsed document, Embedder embedder) {
      CanonicalText text = document.text();
      List<Passage> passages = new ArrayList<>();
      for (int at = 0; at < text.length(); at += characters) {
        int end = Math.min(text.length(), at + characters);
        String part = text.slice(at, end);
        if (!part.isBlank()) {
          passages.add(new Passage(passages.size(), at, end, null, List.of(), part));
        }
      }
      return passages;
    }
  }
}
