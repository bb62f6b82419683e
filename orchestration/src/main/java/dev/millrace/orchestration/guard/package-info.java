/**
 * What a question must pass before anything is done with it, and what a generated answer must pass
 * before anything of it is shown.
 *
 * <p>In: a question ({@link dev.millrace.orchestration.guard.InputGuard}); evidence, out of which
 * {@link dev.millrace.orchestration.guard.EvidencePrompt} makes the numbered block of a prompt; the
 * pieces of text that a model streams. Out: {@link dev.millrace.orchestration.guard.ReleaseUnits}
 * makes whole {@link dev.millrace.orchestration.guard.Unit}s of the pieces, each with the citation
 * marks that belong to it, and {@link dev.millrace.orchestration.guard.SupportCheck} gives each
 * unit a {@link dev.millrace.orchestration.guard.Verdict}: supported, with the spans of the
 * evidence that say so; nothing to support; or unsupported, with the problem.
 *
 * <p>Nothing here calls a model that generates, keeps state between answers or decides what happens
 * to a unit that fails.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.guard;
