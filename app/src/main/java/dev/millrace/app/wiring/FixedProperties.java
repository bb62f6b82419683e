package dev.millrace.app.wiring;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.PropertySource;
import java.util.Map;

/** What every context of Millrace has, below all other sources of properties. */
@ContextConfigurer
public final class FixedProperties implements ApplicationContextConfigurer {
  private static final int BELOW_FILES = -1000;

  @Override
  public void configure(ApplicationContextBuilder builder) {
    builder.propertySources(
        PropertySource.of(
            "millrace-fixed",
            // Micronaut Data asks it of each data source; DatabaseFactory makes that itself.
            Map.of("datasources.default.dialect", "POSTGRES"),
            BELOW_FILES));
  }
}
