package dev.millrace.orchestration.receipt;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A public key as it is stored. */
@MappedEntity("receipt_key")
record ReceiptKeyRow(
    @Id String keyId,
    int workspaceId,
    byte[] publicKey,
    Instant createdAt,
    @Nullable Instant retiredAt) {}
