package dev.millrace.ingestion.job;

import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.Fetched;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.Scan;
import dev.millrace.ingestion.connector.ScanSink;
import dev.millrace.ingestion.connector.ScanStart;

/** For runs that have nothing left to do but to remove. */
final class Nowhere implements Connector {
  @Override
  public String test() {
    throw new IllegalStateException("there is nowhere to go");
  }

  @Override
  public Scan scan(ScanStart start, ScanSink sink) {
    throw new IllegalStateException("there is nowhere to go");
  }

  @Override
  public Fetched fetch(Item item) {
    throw new IllegalStateException("there is nowhere to go");
  }

  @Override
  public void close() {}
}
