package dev.millrace.ingestion.connector.sql;

import dev.millrace.ingestion.connector.LinkTemplate;
import java.util.List;
import java.util.Optional;

/**
 * What the columns of a query are, by their names.
 *
 * @param keys together tell the rows apart
 * @param texts what a document says; empty for all that is nothing else
 * @param content holds a whole file, instead of the texts
 * @param highWater grows whenever a row changes
 */
record Columns(
    List<String> keys,
    Optional<String> title,
    List<String> texts,
    Optional<Content> content,
    Labels labels,
    Optional<String> highWater) {

  /**
   * A file in a column.
   *
   * @param mediaType the column that says what it is
   */
  record Content(String column, Optional<String> mediaType) {}

  /**
   * What is said of a document besides what it says.
   *
   * @param link where a person finds a row, with columns in braces
   */
  record Labels(
      List<String> metadata,
      Optional<String> readers,
      Optional<String> sensitivity,
      Optional<LinkTemplate> link) {}
}
