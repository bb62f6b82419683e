package dev.millrace.orchestration.model;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.time.Duration;

/**
 * Hands LangChain4j the exchange that it is to use. Its time limits are taken and forgotten: the
 * exchange keeps the connection's own.
 */
final class OneExchange implements HttpClientBuilder {
  private final Exchange exchange;

  OneExchange(Exchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public Duration connectTimeout() {
    return Timeouts.DEFAULT.connect();
  }

  @Override
  public HttpClientBuilder connectTimeout(Duration ignored) {
    return this;
  }

  @Override
  public Duration readTimeout() {
    return Timeouts.DEFAULT.whole();
  }

  @Override
  public HttpClientBuilder readTimeout(Duration ignored) {
    return this;
  }

  @Override
  public HttpClient build() {
    return exchange;
  }
}
