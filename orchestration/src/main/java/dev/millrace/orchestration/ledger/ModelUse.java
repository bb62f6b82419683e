package dev.millrace.orchestration.ledger;

import io.micronaut.core.annotation.Introspected;
import java.math.BigDecimal;

/**
 * How a model did in a while.
 *
 * @param calls of all outcomes
 * @param failures calls that failed, and such whose text did not pass the checks
 * @param medianMs of a call, in milliseconds
 * @param cost of all calls
 */
@Introspected
public record ModelUse(String model, long calls, long failures, long medianMs, BigDecimal cost) {}
