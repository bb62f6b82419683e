package dev.millrace.ingestion.connector.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageUrlTest {
  private static final PageUrl BASE = PageUrl.of("http://h.example/a/b/c?x=1").orElseThrow();

  @ParameterizedTest
  @CsvSource({
    "HTTP://Example.COM, http://example.com/",
    "http://example.com:80/a, http://example.com/a",
    "https://example.com:443/a, https://example.com/a",
    "https://example.com:8443, https://example.com:8443/",
    "http://example.com./a#part, http://example.com/a",
    "http://bücher.example/Straße, http://xn--bcher-kva.example/Stra%C3%9Fe",
    "http://h/a b|c, http://h/a%20b%7Cc",
    "http://h/%7euser/%2f%c3%a4, http://h/~user/%2F%C3%A4",
    "http://h/100%/x%zz, http://h/100%25/x%25zz",
    "http://h/a/../../b/./c/, http://h/b/c/",
    "http://h/a/.., http://h/",
    "http://h/a/%2e%2e/b, http://h/b",
    "http://h//a, http://h/a",
    "http://h/a?, http://h/a",
    "http://h/?b=2&a=1, http://h/?b=2&a=1",
    "http://h/a?utm_source=x&id=3&PHPSESSID=9, http://h/a?id=3",
    "http://h/a;jsessionid=AB12?x=1, http://h/a?x=1",
    "http://my_host/a, http://my_host/a",
    "http://[::1]:8080/a, http://[::1]:8080/a",
    "http://h/a/../?x=/../y, http://h/?x=/../y",
  })
  void equalAddressesBecomeEqual(String text, String normal) {
    assertThat(PageUrl.of(text)).map(PageUrl::toString).contains(normal);
    assertThat(PageUrl.of(normal)).map(PageUrl::toString).contains(normal);
  }

  @ParameterizedTest
  @CsvSource({
    "d, http://h.example/a/b/d",
    "./d, http://h.example/a/b/d",
    "../d, http://h.example/a/d",
    "../../../d, http://h.example/d",
    "/d, http://h.example/d",
    "//other.example/d, http://other.example/d",
    "?y=2, http://h.example/a/b/c?y=2",
    "'#top', http://h.example/a/b/c?x=1",
    "'', http://h.example/a/b/c?x=1",
    "' d ', http://h.example/a/b/d",
    "\\d, http://h.example/d",
    "https://o/e, https://o/e",
  })
  void linksAreFollowedAsBrowsersDo(String href, String target) {
    assertThat(BASE.resolve(href)).map(PageUrl::toString).contains(target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "mailto:a@b.example",
        "tel:+49",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://h/a",
        "http:///a",
        "http://h:99999/",
        "http://h:0/",
        "http://h:8x/",
        "http://user:secret@h/",
        "http://a b/",
        "http://a..b/",
        "http://h\u0000/",
        "http:relative"
      })
  void whatIsNoPageLeadsNowhere(String href) {
    assertThat(BASE.resolve(href)).isEmpty();
  }

  @Test
  void hugeAddressesAreNone() {
    assertThat(BASE.resolve("/" + "a".repeat(10_000))).isEmpty();
  }
}
