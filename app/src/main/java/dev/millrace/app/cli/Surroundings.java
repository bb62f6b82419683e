package dev.millrace.app.cli;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What commands need of the world.
 *
 * @param environment the variables of the process
 * @param server starts a server in this process
 * @param evaluation made only when it is asked for, so that no other command pays for its classes
 */
record Surroundings(
    Terminal terminal,
    Map<String, String> environment,
    InstantSource clock,
    ServerStart server,
    Supplier<EvaluationRun> evaluation) {
  Surroundings {
    requireNonNull(terminal, "terminal");
    environment = Map.copyOf(environment);
    requireNonNull(clock, "clock");
    requireNonNull(server, "server");
    requireNonNull(evaluation, "evaluation");
  }

  /** A variable's value; empty when it is not set. */
  String variable(String name) {
    return environment.getOrDefault(name, "").strip();
  }
}
