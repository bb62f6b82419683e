package dev.millrace.app.http;

import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who can see a document, and why. */
@Controller("/api/documents/{id}/access")
@RequiresScope(Scope.SEARCH)
@Refusals
@Tag(name = "documents")
final class DocumentAccessController {
  private final AccessDesk desk;

  DocumentAccessController(AccessDesk desk) {
    this.desk = desk;
  }

  /**
   * Explains why a user can or can't see a document. With the scope admin about anybody; otherwise
   * about oneself, and documents that one may read.
   *
   * @param user as NAME or user:NAME; the caller if left out
   */
  @Get
  AccessView explain(Caller caller, UUID id, @QueryValue @Nullable String user) {
    return desk.explain(caller, id, user);
  }
}
