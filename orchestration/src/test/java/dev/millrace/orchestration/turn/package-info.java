/**
 * Whole turns over a real database, a real index and real sockets: only the models are a {@link
 * dev.millrace.orchestration.standin.StandInModelServer stand-in's}. {@link
 * dev.millrace.orchestration.turn.TurnFixture} brings it all up; in go documents and a fleet, out
 * come answers with every event on the way to them.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.turn;
