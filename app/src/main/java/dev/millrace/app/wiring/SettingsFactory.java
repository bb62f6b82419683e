package dev.millrace.app.wiring;

import dev.millrace.app.settings.KnownSettings;
import dev.millrace.app.settings.Setting;
import dev.millrace.app.settings.Settings;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of a context, whatever made it. The process's own are checked by {@link
 * Settings#load} before there is a context; what a test or an application.yml gave is checked here,
 * before the database is opened.
 */
@Factory
final class SettingsFactory {
  private static final String PREFIX = "millrace.";
  private static final String VARIABLES = "env";

  @Singleton
  Settings settings(Environment environment) {
    Map<String, String> given = new LinkedHashMap<>();
    for (PropertySource source : environment.getPropertySources()) {
      // Variables are spelled in their own way, in which a key can't be told from a word of one.
      if (source.getName().equals(VARIABLES)) {
        continue;
      }
      for (String key : source) {
        if (key.startsWith(PREFIX)) {
          given.put(key, environment.getProperty(key, String.class, ""));
        }
      }
    }
    for (Setting setting : KnownSettings.all()) {
      environment
          .getProperty(setting.key(), String.class)
          .filter(value -> !value.isEmpty())
          .ifPresent(value -> given.put(setting.key(), value));
    }
    return Settings.of(given, "the configuration");
  }
}
