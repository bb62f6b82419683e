package dev.millrace.orchestration.turn;

import static java.util.Objects.requireNonNull;

import dev.millrace.orchestration.conversation.Conversations;
import dev.millrace.orchestration.ledger.CallLedger;
import dev.millrace.orchestration.receipt.ReceiptKeys;
import java.time.InstantSource;

/** Where a turn is written down. */
public record Books(
    Conversations conversations, CallLedger ledger, ReceiptKeys receipts, InstantSource clock) {
  public Books {
    requireNonNull(conversations, "conversations");
    requireNonNull(ledger, "ledger");
    requireNonNull(receipts, "receipts");
    requireNonNull(clock, "clock");
  }
}
