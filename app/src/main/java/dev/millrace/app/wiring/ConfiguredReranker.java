package dev.millrace.app.wiring;

import dev.millrace.app.StartupException;
import dev.millrace.app.settings.RerankerKeys;
import dev.millrace.app.settings.Settings;
import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.remote.ModelServer;
import dev.millrace.retrieval.rerank.Cascade;
import dev.millrace.retrieval.rerank.RerankApi;
import dev.millrace.retrieval.rerank.RerankModel;
import dev.millrace.retrieval.rerank.RerankerException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads from the settings which model reranks, and how it is used. */
public record ConfiguredReranker(Settings settings) {
  private static final String NONE = "none";
  private static final String ONNX = "onnx";

  /**
   * The reranker, ready; empty where none is set.
   *
   * @param nativeCache a folder of our own for unpacked native code
   * @throws StartupException naming the setting that is missing or wrong, or the file
   */
  public Optional<Cascade> open(Path nativeCache) {
    Optional<RerankModel> model = model();
    try {
      return model.map(one -> new Cascade(one.open(nativeCache), terms()));
    } catch (RerankerException e) {
      throw new StartupException(
          "The reranker cannot be used: " + e.getMessage() + ".",
          "Correct " + RerankerKeys.PREFIX + ".…, or set " + key("provider") + " to none.",
          e);
    }
  }

  /** What reranks; empty where nothing does. */
  Optional<RerankModel> model() {
    String provider = required("provider");
    if (provider.equals(NONE)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          provider.equals(ONNX)
              ? file()
              : remote(RerankApi.valueOf(provider.toUpperCase(Locale.ROOT))));
    } catch (IllegalArgumentException e) {
      throw new StartupException(
          "The reranker cannot be used: " + e.getMessage() + ".",
          "Correct " + RerankerKeys.PREFIX + ".….",
          e);
    }
  }

  /** How it is used. */
  Cascade.Terms terms() {
    return new Cascade.Terms(
        settings.count(key("passages")),
        settings.duration(key("budget")),
        settings.count(key("share")));
  }

  private RerankModel file() {
    Path model = Path.of(required("model"));
    return new RerankModel.File(
        model,
        settings.text(key("tokenizer")).map(Path::of).orElseGet(() -> beside(model)),
        settings.count(key("max-tokens")));
  }

  private Path beside(Path model) {
    return List.of("tokenizer.json", "vocab.txt").stream()
        .map(model::resolveSibling)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new StartupException(
                    "There is neither a tokenizer.json nor a vocab.txt beside " + model + ".",
                    "Set " + key("tokenizer") + " to the tokenizer that the model came with."));
  }

  private RerankModel remote(RerankApi api) {
    // A server of Text Embeddings Inference has one model, and is not asked for it by name.
    String model =
        api == RerankApi.TEI ? settings.text(key("model")).orElse("tei") : required("model");
    URI url =
        settings.text(key("url")).map(URI::create).or(api::usual).orElseThrow(() -> missing("url"));
    return new RerankModel.Remote(
        api,
        new ModelServer(
            url,
            api.path(),
            model,
            settings.text(key("api-key")),
            new ModelServer.Pace(
                settings.count(key("batch")),
                settings.count(key("requests-per-minute")),
                settings.duration(key("budget")))),
        new Clearance(Sensitivity.of(required("clearance"))));
  }

  private String required(String name) {
    return settings.text(key(name)).orElseThrow(() -> missing(name));
  }

  private static StartupException missing(String name) {
    return new StartupException(
        key(name) + " is not set, and this reranker needs it.",
        "Set it; ./millrace serve --help says what it takes.");
  }

  private static String key(String name) {
    return RerankerKeys.PREFIX + "." + name;
  }
}
