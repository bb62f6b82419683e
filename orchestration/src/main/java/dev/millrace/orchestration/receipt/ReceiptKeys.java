package dev.millrace.orchestration.receipt;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The key that this node signs receipts with, which is in a file of its home, and the public keys
 * of all nodes and all times, which are in the database. A key that was replaced signs nothing
 * more; what it signed stays good.
 */
public final class ReceiptKeys {
  private final ReceiptKeyTable table;
  private final int workspace;
  private final KeyFile file;
  private final InstantSource clock;
  private volatile SigningKey signing;

  /**
   * Reads this node's key, or makes one.
   *
   * @param file where the key is kept
   * @throws IllegalArgumentException if the file holds something else
   * @throws java.io.UncheckedIOException if it can be neither read nor made
   */
  public ReceiptKeys(ReceiptKeyTable table, int workspace, Path file, InstantSource clock) {
    this.table = requireNonNull(table, "table");
    this.workspace = workspace;
    this.file = new KeyFile(file);
    this.clock = requireNonNull(clock, "clock");
    this.signing = this.file.read().orElseGet(this::made);
    publish(signing.verifying());
  }

  /**
   * A public key.
   *
   * @param retiredAt when another took its place; empty while some node signs with it
   * @param signs whether this node signs with it
   */
  public record Known(
      VerifyingKey key, Instant createdAt, Optional<Instant> retiredAt, boolean signs) {}

  private SigningKey made() {
    SigningKey fresh = SigningKey.random();
    file.write(fresh);
    return fresh;
  }

  private void publish(VerifyingKey key) {
    table.rows().add(key.id(), workspace, key.der(), now());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** The receipt as JSON, signed with this node's key. */
  public String sign(Receipt receipt) {
    return signing.sign(receipt);
  }

  /** Every public key that this server goes by, newest first. */
  public List<Known> known() {
    String current = signing.verifying().id();
    return table.rows().all(workspace).stream()
        .map(
            row ->
                new Known(
                    VerifyingKey.of(row.publicKey()),
                    row.createdAt(),
                    Optional.ofNullable(row.retiredAt()),
                    row.keyId().equals(current)))
        .toList();
  }

  /** Checks a receipt against them. */
  public ReceiptVerdict check(String text) {
    return new ReceiptCheck(known().stream().map(Known::key).toList()).check(text);
  }

  /**
   * Has this node sign with a new key from now on. The public half is known before anything is
   * signed, whenever the process is killed.
   */
  public synchronized VerifyingKey rotate() {
    SigningKey fresh = SigningKey.random();
    VerifyingKey before = signing.verifying();
    publish(fresh.verifying());
    file.write(fresh);
    signing = fresh;
    table.rows().retire(before.id(), now());
    return fresh.verifying();
  }
}
