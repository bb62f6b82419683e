/**
 * Generations on a real PostgreSQL and real indexes. {@link
 * dev.millrace.ingestion.generation.GenerationFixture} is a process: it writes documents by what is
 * live, works at generations, and searches in each. Two of them on one database are two nodes.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.ingestion.generation;
