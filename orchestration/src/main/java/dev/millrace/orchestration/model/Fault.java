package dev.millrace.orchestration.model;

/** What a provider did wrong. */
public enum Fault {
  /** No connection: refused, unknown host, failed TLS handshake, or too slow to connect. */
  UNREACHABLE,
  /** The key is missing, wrong or lacks a right: 401, 403. */
  UNAUTHORIZED,
  /** Too many requests or tokens: 429. */
  RATE_LIMITED,
  /** The request as such was refused: any other 4xx, or a redirect. */
  REJECTED,
  /** The provider broke: 5xx, or an error in the stream. */
  SERVER_ERROR,
  /** No first token in time. */
  NO_FIRST_TOKEN,
  /** No further token in time. */
  STALLED,
  /** The stream ended without a reason for it. */
  CUT,
  /** What arrived is not the provider's wire format. */
  MALFORMED,
  /** The whole call took too long. */
  DEADLINE
}
