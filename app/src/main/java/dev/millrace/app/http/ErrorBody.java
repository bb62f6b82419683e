package dev.millrace.app.http;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The one form of every error. */
@Serdeable
@Schema(name = "Error", description = "The one form of every error.")
public record ErrorBody(Detail error) {
  /**
   * What went wrong.
   *
   * @param message for people: names the thing and the way out
   * @param type the family, as OpenAI's clients know it
   * @param code for programs
   * @param param the field, parameter or header at fault
   */
  @Serdeable
  @Schema(name = "ErrorDetail")
  public record Detail(String message, String type, String code, @Nullable String param) {}
}
