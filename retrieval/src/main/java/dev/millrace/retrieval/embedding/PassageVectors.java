package dev.millrace.retrieval.embedding;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.KnownVectors;
import dev.millrace.retrieval.corpus.TextHash;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Vectors of passages, each text embedded once: equal texts of a call share a vector, and what the
 * corpus has a vector of already, from whichever document or run, is not embedded again.
 *
 * @param known asked once a call
 */
public record PassageVectors(Embedder embedder, KnownVectors known) {
  public PassageVectors {
    requireNonNull(embedder, "embedder");
    requireNonNull(known, "known");
  }

  /**
   * A vector for each text, in order; equal texts get the same array.
   *
   * @param texts searchable text; keep it to some dozens, for memory's sake
   * @throws EmbeddingException if the model fails
   */
  public List<float[]> of(WorkspaceId workspace, List<String> texts) {
    List<TextHash> hashes = texts.stream().map(TextHash::of).toList();
    Map<TextHash, String> distinct = new LinkedHashMap<>();
    for (int n = 0; n < hashes.size(); n++) {
      distinct.putIfAbsent(hashes.get(n), texts.get(n));
    }
    Map<TextHash, float[]> vectors =
        new HashMap<>(known.vectors(workspace, embedder.space(), distinct.keySet()));
    distinct.keySet().removeAll(vectors.keySet());
    if (!distinct.isEmpty()) {
      List<TextHash> missing = new ArrayList<>(distinct.keySet());
      List<float[]> made = embedder.passages(List.copyOf(distinct.values()));
      for (int n = 0; n < missing.size(); n++) {
        vectors.put(missing.get(n), made.get(n));
      }
    }
    return hashes.stream().map(hash -> requireNonNull(vectors.get(hash))).toList();
  }
}
