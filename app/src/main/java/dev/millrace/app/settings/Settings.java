package dev.millrace.app.settings;

import dev.millrace.app.StartupException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is set: every value known and valid. */
public final class Settings {
  private static final String HELP = "./millrace serve --help lists all settings.";

  private final Map<String, String> values;

  private Settings(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads the settings of a process.
   *
   * @param options what the command line gave, by key; wins over everything
   * @param systemProperties of which those that begin with {@code millrace.} count
   * @param environment of which those that begin with {@code MILLRACE_} count; empty ones don't
   * @throws StartupException naming the key, where it came from, and what is expected
   */
  public static Settings load(
      Map<String, String> options,
      Map<String, String> systemProperties,
      Map<String, String> environment) {
    Map<String, String> given = new LinkedHashMap<>();
    environment.forEach((name, value) -> fromVariable(name, value, given));
    systemProperties.forEach(
        (key, value) -> {
          if (key.startsWith(Setting.PREFIX)) {
            check(key, value, "-D");
            given.put(key, value);
          }
        });
    options.forEach(
        (key, value) -> {
          check(key, value, "the command line");
          given.put(key, value);
        });
    Path home = Path.of(given.getOrDefault(KnownSettings.HOME, standardHome()));
    SettingsFile.read(home)
        .forEach(
            (key, value) -> {
              check(key, value, SettingsFile.of(home).toString());
              if (key.equals(KnownSettings.HOME)) {
                throw new StartupException(
                    key + " in " + SettingsFile.of(home) + " comes too late: the file is in it.",
                    "Use --home or MILLRACE_HOME.");
              }
              given.putIfAbsent(key, value);
            });
    return withDefaults(given);
  }

  /**
   * Settings that are exactly these, and the defaults.
   *
   * @param origin where they came from, for messages
   * @throws StartupException as {@link #load}
   */
  public static Settings of(Map<String, String> given, String origin) {
    given.forEach((key, value) -> check(key, value, origin));
    return withDefaults(given);
  }

  /** What holds where nothing is set. */
  public static Settings defaults() {
    return withDefaults(Map.of());
  }

  private static Settings withDefaults(Map<String, String> given) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Setting setting : KnownSettings.all()) {
      String standard = setting.standard();
      String value = given.get(setting.key());
      if (value != null) {
        values.put(setting.key(), value.strip());
      } else if (standard != null && !setting.family()) {
        values.put(setting.key(), standard);
      }
    }
    given.forEach((key, value) -> values.putIfAbsent(key, value.strip()));
    return new Settings(values);
  }

  private static String standardHome() {
    return KnownSettings.named(KnownSettings.HOME).map(Setting::standard).orElseThrow();
  }

  private static void fromVariable(String name, String value, Map<String, String> given) {
    if (!name.startsWith("MILLRACE_") || value.isEmpty()) {
      return;
    }
    for (Setting setting : KnownSettings.all()) {
      Optional<String> key = setting.keyOf(name);
      if (key.isPresent()) {
        check(key.get(), value, name);
        given.put(key.get(), value);
        return;
      }
    }
    if (KnownSettings.variables().noneMatch(name::equals)) {
      throw new StartupException(
          "Unknown variable %s in the environment; the nearest known one is %s."
              .formatted(name, KnownSettings.nearestVariable(name)),
          "Correct or unset it; " + HELP);
    }
  }

  private static void check(String key, String value, String origin) {
    Setting setting =
        KnownSettings.named(key)
            .orElseThrow(
                () ->
                    new StartupException(
                        "Unknown setting %s (from %s); the nearest known one is %s."
                            .formatted(key, origin, KnownSettings.nearestKey(key)),
                        "Correct or remove it; " + HELP));
    setting
        .kind()
        .problem(value)
        .ifPresent(
            problem -> {
              String shown = setting.secret() ? "its value" : "\"" + value + "\"";
              throw new StartupException(
                  "%s (from %s): %s %s.".formatted(key, origin, shown, problem),
                  "Give " + setting.kind().expected() + ".");
            });
  }

  /** The value, or empty if none is given and there is no default. */
  public Optional<String> text(String key) {
    Setting setting = known(key);
    String value = values.get(key);
    return Optional.ofNullable(value == null ? setting.standard() : value);
  }

  /** A setting of the kind some-of. */
  public List<String> list(String key) {
    return text(key).map(ValueKind.SomeOf::list).orElse(List.of());
  }

  /**
   * The names that are configured below a key, in alphabetical order.
   *
   * @param key such as {@code millrace.tiers}
   */
  public List<String> names(String key) {
    String start = key + ".";
    return values.keySet().stream()
        .filter(one -> one.startsWith(start) && one.indexOf('.', start.length()) > 0)
        .map(one -> one.substring(start.length(), one.indexOf('.', start.length())))
        .distinct()
        .sorted()
        .toList();
  }

  /** A setting of the kind count. */
  public int count(String key) {
    return text(key).map(Integer::parseInt).orElseThrow();
  }

  /** A setting of the kind size, in bytes. */
  public long bytes(String key) {
    return text(key).flatMap(ValueKind.Size::bytes).orElseThrow();
  }

  /** A setting of the kind time. */
  public Duration duration(String key) {
    return text(key).flatMap(ValueKind.Time::duration).orElseThrow();
  }

  /** The home, as given: perhaps relative, perhaps not there yet. */
  public Path home() {
    return Path.of(text(KnownSettings.HOME).orElseThrow());
  }

  /** A new map of all values by key, defaults included, for an application context. */
  public Map<String, Object> properties() {
    return new LinkedHashMap<>(values);
  }

  private static Setting known(String key) {
    return KnownSettings.named(key)
        .orElseThrow(() -> new IllegalArgumentException(key + " is no setting"));
  }

  /** Names and values; secrets are masked. */
  @Override
  public String toString() {
    Map<String, String> shown = new LinkedHashMap<>(values);
    shown.replaceAll(
        (key, value) -> KnownSettings.named(key).map(Setting::secret).orElse(true) ? "***" : value);
    return shown.toString();
  }
}
