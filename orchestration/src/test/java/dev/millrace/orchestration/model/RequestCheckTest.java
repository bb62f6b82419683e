package dev.millrace.orchestration.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a request or a connection is said before anything is sent. */
class RequestCheckTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1/a.png",
        "file:///etc/passwd",
        "data:text/html;base64,PGI+",
        "data:image/svg+xml;base64,PGI+",
        "data:image/png;base64,",
        "data:image/png;base64,a b",
        "data:image/png,abc",
        "https:///no-host",
        ""
      })
  void anImageIsADataUrlOrAnHttpsUrl(String url) {
    assertThatIllegalArgumentException().isThrownBy(() -> Image.of(url));
  }

  @Test
  void imagesAreRead() {
    assertThat(Image.of("DATA:image/PNG;base64,QUJD"))
        .isEqualTo(new Image.Inline("image/png", "QUJD"));
    assertThat(Image.of("data:image/png;base64,QUJD")).asString().doesNotContain("QUJD");
    assertThat(Image.of("https://a.example/b"))
        .isEqualTo(new Image.Remote(URI.create("https://a.example/b")));
  }

  @Test
  void onlyAUserShowsImages() {
    List<Image> images = List.of(Image.of("https://a.example/b"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChatMessage(Role.SYSTEM, "look", images));
  }

  @Test
  void aRequestSaysSomething() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelRequest(List.of(), Sampling.DEFAULT));
  }

  @Test
  void dialsHaveRanges() {
    for (double temperature : new double[] {-0.1, 2.1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Sampling.of(temperature, 10))
          .withMessageContaining("temperature is 0.0 to 2.0");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Sampling.of(0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sampling.Penalties(2.5, null))
        .withMessageContaining("presencePenalty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sampling(0.0, List.of()))
        .withMessageContaining("topP is more than 0 to 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sampling(1.0, List.of("a", "b", "c", "d", "e")))
        .withMessageContaining("at most 4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://a/b",
        "file:///etc/passwd",
        "a.example/v1",
        "http:///v1",
        "https://user:secret@a.example/v1",
        "https://a.example/v1#x",
        "https://a.example/v1?key=secret"
      })
  void aModelIsAtAPlainHttpUrl(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> connection(url, Optional.empty()))
        .withMessageContaining("model m")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
  }

  @Test
  void aKeyCannotSmuggleAHeader() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> connection("https://a.example/v1", Optional.of("k\r\nX-Evil: 1")))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("Evil"));
  }

  @Test
  void timeLimitsAreOverZero() {
    Duration second = Duration.ofSeconds(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Timeouts(second, Duration.ZERO, second, second))
        .withMessageContaining("firstToken");
  }

  private static ModelConnection connection(String url, Optional<String> key) {
    return new ModelConnection(Provider.OPENAI, "m", URI.create(url), key, Timeouts.DEFAULT);
  }

  private static Sampling sampling(double topP, List<String> stop) {
    return new Sampling(
        null, topP, null, stop, null, Sampling.Penalties.NONE, Sampling.Format.TEXT);
  }
}
