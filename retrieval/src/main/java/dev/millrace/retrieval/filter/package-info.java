/**
 * What a search is narrowed to. In: conditions on what is known of a document besides its text, as
 * {@link dev.millrace.retrieval.filter.Filters}. Out: {@link dev.millrace.retrieval.filter.Facets},
 * what a document offers to them. The index stores a document's facets and looks conditions up
 * among them; the store makes them anew of the row that it reads and asks again, so both agree on
 * what a condition means, and the second answer is that of the moment.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.filter;
