package dev.millrace.app.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.orchestration.turn.Citation;
import dev.millrace.orchestration.turn.Mark;
import dev.millrace.retrieval.search.Evidence;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A citation as OpenAI's clients show it.
 *
 * @param type url_citation
 */
@Serdeable
@Schema(name = "Annotation")
record Annotation(String type, @JsonProperty("url_citation") UrlCitation urlCitation) {
  /**
   * Where the text cites, and what.
   *
   * @param startIndex first position of the mark in the whole answer, in Unicode code points
   * @param endIndex position after the last
   * @param url of the original, where a browser can open it; else of the document in the console
   * @param title of the document
   */
  @Serdeable
  @Schema(name = "UrlCitation")
  record UrlCitation(
      @JsonProperty("start_index") int startIndex,
      @JsonProperty("end_index") int endIndex,
      String url,
      String title) {}

  /**
   * One for each mark.
   *
   * @param cited by number
   * @param server this server's address as the client knows it, without a slash at the end
   */
  static List<Annotation> of(List<Mark> marks, Map<Integer, Citation> cited, String server) {
    List<Annotation> annotations = new ArrayList<>();
    for (Mark mark : marks) {
      Citation citation = cited.get(mark.n());
      if (citation != null) {
        Evidence passage = citation.passage();
        annotations.add(
            new Annotation(
                "url_citation",
                new UrlCitation(mark.start(), mark.end(), url(passage, server), passage.title())));
      }
    }
    return annotations;
  }

  private static String url(Evidence passage, String server) {
    String uri = passage.uri();
    String lower = uri.toLowerCase(Locale.ROOT);
    return lower.startsWith("https://") || lower.startsWith("http://")
        ? uri
        : server + "/console/documents/" + passage.documentId() + "?passage=" + passage.passageId();
  }
}
