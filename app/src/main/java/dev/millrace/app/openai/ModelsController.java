package dev.millrace.app.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.ErrorCode;
import dev.millrace.app.http.Refusals;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Scope;
import dev.millrace.orchestration.tier.Engine;
import dev.millrace.orchestration.tier.Fleet;
import dev.millrace.orchestration.tier.FleetModel;
import dev.millrace.orchestration.turn.AnswerRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The models that requests may name. */
@Controller("/v1/models")
@RequiresScope(Scope.SEARCH)
@Refusals
@Tag(name = "openai")
final class ModelsController {
  /** All of them. */
  @Serdeable
  @Schema(name = "ModelList")
  record Models(String object, List<Model> data) {}

  /**
   * A model.
   *
   * @param object model
   * @param created 0: when a model was made is not known here
   * @param ownedBy millrace, or the kind of server that it runs on
   * @param millrace its place in the fleet; null of auto, which leaves the choice to the planner
   */
  @Serdeable
  @Schema(name = "Model")
  record Model(
      String id,
      String object,
      long created,
      @JsonProperty("owned_by") String ownedBy,
      @Nullable Place millrace) {
    private static final String OURS = "millrace";

    static Model auto() {
      return new Model(AnswerRequest.AUTO, "model", 0, OURS, null);
    }

    static Model of(FleetModel model, Fleet fleet) {
      String owner =
          switch (model.engine()) {
            case Engine.Extractive _ -> OURS;
            case Engine.Generative(var connection) ->
                connection.provider().name().toLowerCase(Locale.ROOT);
          };
      return new Model(model.name(), "model", 0, owner, Place.of(model, fleet));
    }
  }

  /**
   * A model's place in the fleet.
   *
   * @param hardware cpu, small-gpu, large-gpu or cloud
   * @param role specialist or generalist
   * @param writes false if it only quotes
   * @param sees whether it takes images
   */
  @Serdeable
  @Schema(name = "ModelPlace")
  record Place(String tier, String hardware, String role, boolean writes, boolean sees) {
    static Place of(FleetModel model, Fleet fleet) {
      return new Place(
          model.tier(),
          fleet.tierOf(model).hardware().wire(),
          model.role().wire(),
          model.generative(),
          model.sees());
    }
  }

  private final Fleet fleet;

  ModelsController(Fleet fleet) {
    this.fleet = fleet;
  }

  /** Lists the models that requests may name, auto first. */
  @Get
  Models list() {
    return new Models(
        "list",
        Stream.concat(
                Stream.of(Model.auto()),
                fleet.models().stream().map(model -> Model.of(model, fleet)))
            .toList());
  }

  /** Gives a model. */
  @Get("/{id}")
  Model get(String id) {
    if (id.equals(AnswerRequest.AUTO)) {
      return Model.auto();
    }
    return fleet
        .model(id)
        .map(model -> Model.of(model, fleet))
        .orElseThrow(
            () ->
                new ApiException(
                    ErrorCode.MODEL_NOT_FOUND,
                    "there is no model \"" + id + "\": GET /v1/models lists them",
                    "model"));
  }
}
