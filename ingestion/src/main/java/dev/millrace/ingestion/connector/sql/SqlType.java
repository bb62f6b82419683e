package dev.millrace.ingestion.connector.sql;

import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.ConnectorType;
import dev.millrace.ingestion.connector.ContentHash;
import dev.millrace.ingestion.connector.LinkTemplate;
import dev.millrace.ingestion.connector.SettingSpec;
import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.ingestion.connector.SourceSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Queries of PostgreSQL databases. */
public final class SqlType implements ConnectorType {
  private static final String URL = "url";
  private static final String USERNAME = "username";
  private static final String PASSWORD = "password";
  private static final String QUERY = "query";
  private static final String KEYS = "keyColumns";
  private static final String TITLE = "titleColumn";
  private static final String TEXTS = "textColumns";
  private static final String CONTENT = "contentColumn";
  private static final String MEDIA_TYPE = "mediaTypeColumn";
  private static final String METADATA = "metadataColumns";
  private static final String READERS = "readersColumn";
  private static final String SENSITIVITY = "sensitivityColumn";
  private static final String LINK = "link";
  private static final String HIGH_WATER = "highWaterColumn";
  private static final String OVERLAP = "overlap";
  private static final String SWEEP_EVERY = "sweepEvery";
  private static final String TIMEOUT = "timeoutSeconds";
  private static final List<SettingSpec> SETTINGS =
      List.of(
          SettingSpec.required(URL, "the database: jdbc:postgresql://HOST:PORT/DATABASE"),
          SettingSpec.required(USERNAME, "the database user, who need not write"),
          SettingSpec.secret(PASSWORD, "the user's password"),
          SettingSpec.required(QUERY, "one SELECT whose rows become documents"),
          SettingSpec.required(KEYS, "the columns that tell the rows apart, between commas"),
          SettingSpec.optional(TITLE, "the column with the documents' titles"),
          SettingSpec.optional(
              TEXTS, "the columns with what documents say, between commas; without it all others"),
          SettingSpec.optional(CONTENT, "a column with whole files, instead of textColumns"),
          SettingSpec.optional(MEDIA_TYPE, "the column that says what such a file is: text/html"),
          SettingSpec.optional(METADATA, "columns to filter by, between commas"),
          SettingSpec.optional(
              READERS,
              "the column that says who may read: group:hr,user:ann, or an array; where it is NULL"
                  + " the source's readers"),
          SettingSpec.optional(SENSITIVITY, "the column that says how sensitive a row is"),
          SettingSpec.optional(LINK, "where a person finds a row, with {COLUMN}s in it"),
          SettingSpec.optional(
              HIGH_WATER,
              "a column that grows when a row is made or changed; then later scans bring only the"
                  + " texts of rows that are new by it"),
          SettingSpec.withDefault(
              OVERLAP,
              "how far below the last mark scans look for rows committed late: seconds for times,"
                  + " else units of the column",
              "300"),
          SettingSpec.withDefault(
              SWEEP_EVERY,
              "with a high-water column: each so many-th scan looks at the keys of all rows and"
                  + " finds those that are gone; 0 for never",
              "1"),
          SettingSpec.withDefault(TIMEOUT, "how long the query may take, in seconds", "300"));

  /** Databases; there is nothing about the server to know. */
  public SqlType() {}

  @Override
  public SourceKind kind() {
    return SourceKind.SQL;
  }

  @Override
  public List<SettingSpec> settings() {
    return SETTINGS;
  }

  @Override
  public Connector open(SourceSettings settings) {
    String query = settings.text(QUERY).replaceAll("[;\\s]+$", "");
    if (query.indexOf('\0') >= 0) {
      throw settings.wrong(QUERY, "must not contain NUL");
    }
    return new SqlConnector(
        address(settings),
        query,
        columns(settings),
        new SqlConnector.Rhythm(
            rules(settings),
            settings.number(OVERLAP, 0, Integer.MAX_VALUE),
            (int) settings.number(SWEEP_EVERY, 0, Integer.MAX_VALUE)));
  }

  private static JdbcAddress address(SourceSettings settings) {
    try {
      return JdbcAddress.of(
          settings.text(URL),
          settings.text(USERNAME),
          settings.find(PASSWORD),
          (int) settings.number(TIMEOUT, 1, 86_400));
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith("settings.") ? e : settings.wrong(URL, message);
    }
  }

  private static Columns columns(SourceSettings settings) {
    List<String> keys = settings.list(KEYS);
    if (keys.isEmpty()) {
      throw settings.wrong(KEYS, "names no column");
    }
    Optional<Columns.Content> content =
        settings.find(CONTENT).map(one -> new Columns.Content(one, settings.find(MEDIA_TYPE)));
    if (content.isEmpty() && settings.find(MEDIA_TYPE).isPresent()) {
      throw settings.wrong(MEDIA_TYPE, "needs settings." + CONTENT);
    }
    if (content.isPresent() && settings.find(TEXTS).isPresent()) {
      throw settings.wrong(TEXTS, "can't be set together with settings." + CONTENT);
    }
    return new Columns(
        keys,
        settings.find(TITLE),
        settings.list(TEXTS),
        content,
        new Columns.Labels(
            settings.list(METADATA),
            settings.find(READERS),
            settings.find(SENSITIVITY),
            settings.find(LINK).map(LinkTemplate::new)),
        settings.find(HIGH_WATER));
  }

  private static String rules(SourceSettings settings) {
    String all =
        SETTINGS.stream()
            .filter(spec -> !spec.secret())
            .map(spec -> settings.find(spec.name()).orElse(""))
            .collect(Collectors.joining("\n"));
    try {
      return ContentHash.hexOf(new ByteArrayInputStream(all.getBytes(StandardCharsets.UTF_8)))
          .substring(0, 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
