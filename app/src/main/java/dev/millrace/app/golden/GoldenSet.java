package dev.millrace.app.golden;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * A set of questions.
 *
 * @param content SHA-256 of its questions: runs compare only where it is the same
 * @param writtenBy key and user that wrote it last
 */
@Serdeable
@Schema(name = "GoldenSet")
record GoldenSet(
    UUID id,
    String name,
    int questions,
    String content,
    String writtenBy,
    Instant createdAt,
    Instant updatedAt) {}
