package dev.millrace.app.cli;

import java.time.Instant;
import java.time.InstantSource;

/** Turns the steps that an evaluation reports into progress with a rate of the step's own. */
final class StepWatch {
  private final InstantSource clock;
  private EvaluationRun.Step now = new EvaluationRun.Step("preparing", 0, 0);
  private Instant begin;

  StepWatch(InstantSource clock) {
    this.clock = clock;
    this.begin = clock.instant();
  }

  synchronized void at(EvaluationRun.Step step) {
    if (!step.step().equals(now.step())) {
      begin = clock.instant();
    }
    now = step;
  }

  synchronized Progress progress() {
    return Progress.of(now.step(), now.done(), now.total(), begin, clock.instant());
  }
}
