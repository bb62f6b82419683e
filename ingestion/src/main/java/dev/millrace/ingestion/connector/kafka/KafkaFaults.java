package dev.millrace.ingestion.connector.kafka;

import java.io.IOException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What went wrong between a cluster and us, for people. */
final class KafkaFaults {
  private static final int LONGEST = 300;

  private KafkaFaults() {}

  /** An exception whose message names the topic and the way out, and no secret. */
  static IOException said(Brokers brokers, Throwable fault) {
    return new IOException(brokers.name() + ": " + why(brokers, fault));
  }

  private static String why(Brokers brokers, Throwable fault) {
    return switch (fault) {
      case UnknownTopicOrPartitionException e -> "there is no such topic: check settings.topic";
      case SslAuthenticationException e ->
          "no secret line can be made ("
              + clean(brokers, e)
              + "): the brokers need a certificate that Java or settings.caCertificate vouches for";
      case AuthenticationException e ->
          "the login is refused ("
              + clean(brokers, e)
              + "): check settings.username, settings.password and settings.mechanism";
      case AuthorizationException e ->
          "reading it is not allowed (" + clean(brokers, e) + "): the user needs READ and DESCRIBE";
      case TimeoutException e ->
          "the brokers do not answer in time: check settings.bootstrapServers and"
              + " settings.security, or try later";
      default -> "it can't be read: " + clean(brokers, fault);
    };
  }

  private static String clean(Brokers brokers, Throwable fault) {
    String text =
        fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
    String secret = brokers.secret().orElse("");
    if (!secret.isEmpty()) {
      text = text.replace(secret, "…");
    }
    text = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
