package dev.millrace.ingestion.job;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.CorpusWriter;

/**
 * What runs work with.
 *
 * @param index whether searches see what was written
 */
public record Workplace(
    Sources sources,
    JobTables tables,
    RunLedger ledger,
    CorpusWriter corpus,
    IngestFlow flow,
    Spool spool,
    Searchable index) {
  public Workplace {
    requireNonNull(sources, "sources");
    requireNonNull(tables, "tables");
    requireNonNull(ledger, "ledger");
    requireNonNull(corpus, "corpus");
    requireNonNull(flow, "flow");
    requireNonNull(spool, "spool");
    requireNonNull(index, "index");
  }
}
