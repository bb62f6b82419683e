package dev.millrace.ingestion.connector;

import java.util.List;

/** A kind of place: what has to be known to open one, and how. */
public interface ConnectorType {
  /** Its sources' kind. */
  SourceKind kind();

  /** What can be set, in the order in which people want to read it. */
  List<SettingSpec> settings();

  /**
   * Opens a place. Nothing is read or connected to yet.
   *
   * @throws IllegalArgumentException if a setting can't be right; the message names it and says
   *     what it may be
   */
  Connector open(SourceSettings settings);
}
