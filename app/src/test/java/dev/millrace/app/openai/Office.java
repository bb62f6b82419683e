package dev.millrace.app.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.millrace.app.database.ScratchHome;
import dev.millrace.app.wiring.Server;
import dev.millrace.orchestration.standin.Answers;
import dev.millrace.orchestration.standin.Dials;
import dev.millrace.orchestration.standin.StandInModelServer;
import dev.millrace.retrieval.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server with documents, and with models that the stand-in plays: {@code copy} answers from
 * documents; {@code slow} goes on for as long as somebody listens, {@code down} refuses, {@code
 * broken} is cut off, {@code hung} never begins, {@code rubbish} sends a web page. All but the
 * first are used by name only.
 */
final class Office implements AutoCloseable {
  static final String KEY = "an-admin-key-for-openai";

  /** Calls of slow at a time. */
  static final int SLOTS = 32;

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> MODELS =
      List.of("copy", "slow", "down", "broken", "hung", "rubbish");

  private final ScratchHome home = ScratchHome.create();
  private final StandInModelServer models = StandInModelServer.start();
  private final Server server;
  private final HttpClient http = HttpClient.newHttpClient();
  private long position;

  private Office() {
    models
        .serve("copy", Answers.copyingEvidence())
        .serve(
            "slow",
            Answers.scripted("One more sentence. ".repeat(2_000)),
            Dials.PERFECT.tokensPerSecond(50))
        .serve("down", Answers.scripted("-"), Dials.PERFECT.status(500, "out of memory"))
        .serve(
            "broken",
            Answers.scripted("First this. Then that. And so on."),
            Dials.PERFECT.mishap(Dials.Mishap.Kind.CUT, 6))
        .serve("hung", Answers.scripted("-"), Dials.PERFECT.mishap(Dials.Mishap.Kind.STALL, 0))
        .serve(
            "rubbish",
            Answers.scripted("-"),
            Dials.PERFECT.refusal(
                new Dials.Refusal(200, "text/html", "<html>Welcome!</html>", Optional.empty())));
    Map<String, Object> settings = new HashMap<>();
    settings.put("millrace.db-url", TestPostgres.freshUrl());
    settings.put("millrace.home", home.path().toString());
    settings.put("millrace.port", "0");
    settings.put("millrace.admin-key", KEY);
    settings.put("millrace.tiers.gpu.hardware", "small-gpu");
    settings.put("millrace.tiers.gpu.clearance", "restricted");
    settings.put("millrace.tiers.gpu.slots", SLOTS);
    for (String model : MODELS) {
      settings.put("millrace.models." + model + ".tier", "gpu");
      settings.put("millrace.models." + model + ".url", models.v1().toString());
      settings.put("millrace.models." + model + ".price-input", "1");
      settings.put("millrace.models." + model + ".price-output", "2");
      if (!model.equals("copy")) {
        settings.put("millrace.models." + model + ".role", "specialist");
        settings.put("millrace.models." + model + ".skills", "code");
      }
    }
    server = Server.startApart(settings);
  }

  /** Opens with two documents in it. */
  static Office open() throws IOException, InterruptedException {
    Office office = new Office();
    office.put(
        "leave",
        "Annual leave",
        "https://intranet.example/leave",
        "Every employee has 28 days of paid annual leave in each calendar year. 🌴 Unused leave"
            + " expires on 31 March of the following year.");
    office.put(
        "travel",
        "Business travel",
        "file:travel.md",
        "Hotels in London are paid up to 190 pounds for each night. Receipts are handed in within"
            + " 14 days after the journey.");
    return office;
  }

  private void put(String id, String title, String uri, String text)
      throws IOException, InterruptedException {
    String body =
        JSON.writeValueAsString(Map.of("externalId", id, "title", title, "uri", uri, "text", text));
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(uri("/api/documents"))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    JsonNode taken = JSON.readTree(response.body());
    if (!taken.has("position")) {
      throw new IllegalStateException(response.body());
    }
    position = taken.path("position").asLong();
  }

  /** The log position from which on searches see the documents. */
  long position() {
    return position;
  }

  URI uri(String path) {
    return server.uri().resolve(path);
  }

  StandInModelServer models() {
    return models;
  }

  <T> T part(Class<T> type) {
    return server.part(type);
  }

  /** OpenAI's client of it, which does not try again by itself. */
  OpenAIClient client(String key) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(uri("/v1").toString())
        .apiKey(key)
        .maxRetries(0)
        .timeout(Duration.ofSeconds(30))
        .build();
  }

  @Override
  public void close() {
    server.close();
    models.close();
    http.close();
    home.close();
  }
}
