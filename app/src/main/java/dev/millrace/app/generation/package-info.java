/**
 * The generations of the index in this process. In: the table of generations, looked at twice a
 * second, and the models that can be opened. Out: {@link
 * dev.millrace.app.generation.ServedGenerations}, which holds an index for each generation that is
 * kept up, searches the live one, and goes over to another when any node has switched.
 *
 * <p>A start with another model or other passages in its settings changes nothing by itself: the
 * live generation is served as before, and what the settings want can be built beside it.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.app.generation;
