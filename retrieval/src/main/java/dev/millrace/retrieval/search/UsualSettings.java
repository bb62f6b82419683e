package dev.millrace.retrieval.search;

import dev.millrace.retrieval.corpus.WorkspaceId;

/** How searches of a workspace rank that say nothing of it. */
@FunctionalInterface
public interface UsualSettings {
  /** Those that hold at this moment; asked for each such search, so that a change holds at once. */
  SearchSettings of(WorkspaceId workspace);
}
