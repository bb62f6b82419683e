package dev.millrace.app.http;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.serde.Decoder;
import io.micronaut.serde.Deserializer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Reads JSON scalars as what they are. Micronaut's own readers take {@code true} for the string
 * "true", {@code 1.9} for 1, and any word for false: a client's mistake would become a wrong
 * result.
 */
@Factory
final class StrictScalars {
  @Singleton
  @Primary
  Deserializer<String> strings() {
    return (decoder, context, type) -> {
      Object value = decoder.decodeArbitrary();
      if (value instanceof String string) {
        return string;
      }
      throw unexpected(decoder, "a string", value);
    };
  }

  @Singleton
  @Primary
  Deserializer<Boolean> booleans() {
    return (decoder, context, type) -> {
      Object value = decoder.decodeArbitrary();
      if (value instanceof Boolean bool) {
        return bool;
      }
      throw unexpected(decoder, "true or false", value);
    };
  }

  @Singleton
  @Primary
  Deserializer<Integer> integers() {
    return (decoder, context, type) -> {
      Object value = decoder.decodeArbitrary();
      if (value instanceof Integer number) {
        return number;
      }
      throw unexpected(decoder, "a whole number", value);
    };
  }

  @Singleton
  @Primary
  Deserializer<Long> longs() {
    return (decoder, context, type) -> {
      Object value = decoder.decodeArbitrary();
      return switch (value) {
        case Integer number -> number.longValue();
        case Long number -> number;
        case null, default -> throw unexpected(decoder, "a whole number", value);
      };
    };
  }

  @Singleton
  @Primary
  Deserializer<Double> doubles() {
    return (decoder, context, type) -> number(decoder).doubleValue();
  }

  @Singleton
  @Primary
  Deserializer<BigDecimal> decimals() {
    return (decoder, context, type) -> new BigDecimal(number(decoder).toString());
  }

  /** Any number that a double holds: 1e400 is infinite, and no number of JSON's. */
  private static Number number(Decoder decoder) throws IOException {
    Object value = decoder.decodeArbitrary();
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number;
    }
    throw unexpected(decoder, "a number", value);
  }

  private static IOException unexpected(Decoder decoder, String expected, Object value) {
    return decoder.createDeserializationException("expected " + expected, value);
  }
}
