/**
 * Text taken apart as answers need it. In: canonical text of a passage, or what a model writes.
 * Out: the spans of its sentences, list items and table rows.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.text;
