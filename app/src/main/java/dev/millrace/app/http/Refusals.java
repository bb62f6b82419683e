package dev.millrace.app.http;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a controller: documents the errors that any of its routes may answer with. */
@ApiResponse(
    responseCode = "4XX",
    description = "The request cannot be served as it is; the error's code and param tell why.",
    content = @Content(schema = @Schema(implementation = ErrorBody.class)))
@ApiResponse(
    responseCode = "5XX",
    description = "The server cannot serve it at the moment, or failed.",
    content = @Content(schema = @Schema(implementation = ErrorBody.class)))
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Refusals {}
