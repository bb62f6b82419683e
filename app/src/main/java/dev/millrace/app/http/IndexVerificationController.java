package dev.millrace.app.http;

import dev.millrace.app.generation.ServedGenerations;
import dev.millrace.app.identity.Scope;
import dev.millrace.retrieval.index.IndexVerification;
import dev.millrace.retrieval.search.ServedGeneration;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Whether the index holds what the database says it should. */
@Controller("/api/generations/{id}/verify")
@RequiresScope(Scope.ADMIN)
@Refusals
@Tag(name = "generations")
final class IndexVerificationController {
  /**
   * What is to be done.
   *
   * @param repair whether documents that differ are written again; true if left out
   */
  @Serdeable
  @Schema(name = "IndexVerification")
  record Asked(@Nullable Boolean repair) {}

  /**
   * What was found.
   *
   * @param position of the corpus log that everything before was compared at
   * @param documents compared
   * @param passages that the database has
   * @param missing of them that the index lacked
   * @param stale that the index had otherwise
   * @param surplus that the index had and the database does not
   * @param differing documents that any of these is of
   * @param repaired of them that were written again and agree now
   */
  @Serdeable
  @Schema(name = "IndexVerified")
  record Verified(
      long position,
      long documents,
      long passages,
      long missing,
      long stale,
      long surplus,
      long differing,
      long repaired) {
    static Verified of(IndexVerification.Report report) {
      return new Verified(
          report.position(),
          report.documents(),
          report.passages(),
          report.missing(),
          report.stale(),
          report.surplus(),
          report.differing(),
          report.repaired());
    }
  }

  private final ServedGenerations served;

  IndexVerificationController(ServedGenerations served) {
    this.served = served;
  }

  /**
   * Compares a generation's index on this node with the database, passage by passage, and repairs
   * what differs. Takes as long as filling the index would; searches go on.
   */
  @Post
  Verified verify(int id, @Body Asked asked) {
    ServedGeneration one =
        served
            .served(id)
            .orElseThrow(
                () ->
                    new ApiException(
                        ErrorCode.CONFLICT,
                        "generation " + id + " has no index on this node: resume it and wait",
                        null));
    return Verified.of(one.verify(asked.repair() == null || asked.repair()));
  }
}
