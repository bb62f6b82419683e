package dev.millrace.app.wiring;

import dev.millrace.app.settings.Settings;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.PropertySource;
import java.util.Map;

/**
 * What every context of Millrace has, below all other sources of properties: the settings'
 * defaults, and what the wiring needs.
 */
@ContextConfigurer
public final class FixedProperties implements ApplicationContextConfigurer {
  private static final int BELOW_FILES = -1000;

  @Override
  public void configure(ApplicationContextBuilder builder) {
    Map<String, Object> properties = Settings.defaults().properties();
    // Micronaut Data asks it of each data source; DatabaseFactory makes that itself.
    properties.put("datasources.default.dialect", "POSTGRES");
    builder.propertySources(PropertySource.of("millrace-fixed", properties, BELOW_FILES));
  }
}
