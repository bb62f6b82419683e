package dev.millrace.app.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * The templates, which the build compiled into this package. All that they are given is escaped.
 */
@Singleton
final class Templates {
  static final MediaType HTML = MediaType.of("text/html;charset=utf-8");

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          Templates.class.getClassLoader(),
          Templates.class.getPackageName());

  private final Assets assets;

  Templates(Assets assets) {
    this.assets = assets;
  }

  /** A page as an answer. */
  MutableHttpResponse<String> page(String template, Object page) {
    return HttpResponse.ok(text(template, page)).contentType(HTML);
  }

  /** What a template makes of its parameter {@code page}. */
  String text(String template, Object page) {
    StringOutput output = new StringOutput(8 << 10);
    engine.render(template, Map.of("page", page, "assets", assets), output);
    return output.toString();
  }
}
