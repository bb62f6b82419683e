package dev.millrace.orchestration.receipt;

import jakarta.inject.Singleton;

/** The table of public keys. Nobody else needs to know what is in it. */
@Singleton
public final class ReceiptKeyTable {
  private final ReceiptKeyRows rows;

  ReceiptKeyTable(ReceiptKeyRows rows) {
    this.rows = rows;
  }

  ReceiptKeyRows rows() {
    return rows;
  }
}
