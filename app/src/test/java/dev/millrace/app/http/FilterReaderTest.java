package dev.millrace.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterReaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"filters\":null",
        "\"filters\":{}",
        "\"filters\":{\"label\":\"everyone\",\"language\":[\"en\",\"DE\"],\"type\":\"pdf\"}",
        "\"filters\":{\"label\":\"group:nobody-knows\"}",
        "\"filters\":{\"document\":\"00000000-0000-0000-0000-000000000001\"}",
        "\"filters\":{\"metadata\":{\"team\":\"hr\",\"year\":2026,\"draft\":false,\"tags\":[\"a\",2]}}",
        "\"filters\":{\"date\":{\"from\":\"2026-01-31\",\"to\":\"2026-02-01T12:00:00Z\"}}",
        "\"filters\":{\"date\":[{\"from\":\"2026-01-31\"},{\"field\":\"metadata.due\",\"to\":\"2027-01-01\"}]}"
      })
  void filtersAreTaken(String field) throws Exception {
    assertThat(Api.post("/api/search", "{\"query\":\"a\"," + field + "}").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = '|',
      value = {
        "'\"sources\":[\"nowhere\"]' | invalid_value | sources",
        "'\"sources\":[]' | invalid_value | sources",
        "'\"sources\":[null]' | missing_value | sources[0]",
        "'\"sources\":\"nowhere\"' | invalid_value | sources",
        "'\"filters\":[]' | invalid_value | filters",
        "'\"filters\":{\"author\":\"a\"}' | unknown_field | filters.author",
        "'\"filters\":{\"source\":\"nowhere\"}' | invalid_value | filters.source",
        "'\"filters\":{\"source\":null}' | missing_value | filters.source",
        "'\"filters\":{\"type\":\"pfd\"}' | invalid_value | filters.type",
        "'\"filters\":{\"type\":[]}' | invalid_value | filters.type",
        "'\"filters\":{\"language\":\"german\"}' | invalid_value | filters.language",
        "'\"filters\":{\"language\":5}' | invalid_value | filters.language",
        "'\"filters\":{\"label\":\"hr\"}' | invalid_value | filters.label",
        "'\"filters\":{\"document\":\"1-1-1-1-1\"}' | invalid_value | filters.document",
        "'\"filters\":{\"metadata\":\"hr\"}' | invalid_value | filters.metadata",
        "'\"filters\":{\"metadata\":{\"team\":null}}' | missing_value | filters.metadata.team",
        "'\"filters\":{\"metadata\":{\"team\":{\"a\":1}}}' | invalid_value | filters.metadata.team",
        "'\"filters\":{\"date\":\"2026-01-31\"}' | invalid_value | filters.date",
        "'\"filters\":{\"date\":{\"since\":\"2026-01-31\"}}' | invalid_value | filters.date",
        "'\"filters\":{\"date\":{\"from\":\"31.01.2026\"}}' | invalid_value | filters.date.from",
        "'\"filters\":{\"date\":{\"field\":\"due\"}}' | invalid_value | filters.date.field"
      })
  void whatIsNoFilterIsRefusedByName(String field, String code, String param) throws Exception {
    for (String path : new String[] {"/api/search", "/api/ask"}) {
      String asked = path.endsWith("ask") ? "question" : "query";
      Api.Answer answer = Api.post(path, "{\"" + asked + "\":\"a\"," + field + "}");

      assertThat(answer.raw().body()).as(path).contains("\"code\":\"" + code + "\"");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.param()).isEqualTo(param);
    }
  }

  @Test
  void anUnknownFieldIsToldWhichThereAre() throws Exception {
    Api.Answer answer = Api.post("/api/search", "{\"query\":\"a\",\"filters\":{\"author\":\"a\"}}");

    assertThat(answer.message())
        .contains("\"author\"", "source, label, metadata, date, document, language, type");
  }
}
