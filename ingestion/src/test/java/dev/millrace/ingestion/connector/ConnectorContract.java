package dev.millrace.ingestion.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every connector keeps. A connector's test opens a real place and inherits this. */
public abstract class ConnectorContract {
  /** A real place, empty at first, that the test can change. */
  public interface Place extends AutoCloseable {
    ConnectorType type();

    /** Settings with which it can be used. */
    Map<String, String> settings();

    /** Settings that are well-formed and lead nowhere: nobody listens, nothing is there. */
    Map<String, String> elsewhere();

    /** Makes a document, or changes its text. The name is of letters, digits, '-' and '/'. */
    void put(String name, String text) throws Exception;

    void remove(String name) throws Exception;

    /** What the connector calls the document of that name. */
    String externalId(String name);

    /** What the connector gives as the content of that document. */
    default String content(String name, String text) {
      return text;
    }

    @Override
    void close() throws IOException;
  }

  protected abstract Place open() throws Exception;

  private Place place;
  private Connector connector;
  private final Map<String, String> expected = new TreeMap<>();

  @BeforeEach
  void openPlace() throws Exception {
    place = open();
    connector = connect(place.settings());
  }

  @AfterEach
  void closePlace() throws Exception {
    connector.close();
    connector.close();
    place.close();
  }

  private Connector connect(Map<String, String> settings) {
    ConnectorType type = place.type();
    return type.open(SourceSettings.of(type.kind(), type.settings(), settings));
  }

  private void put(String name, String text) throws Exception {
    place.put(name, text);
    expected.put(place.externalId(name), place.content(name, text));
  }

  private void remove(String name) throws Exception {
    place.remove(name);
    expected.remove(place.externalId(name));
  }

  @Test
  void tellsWhatIsThereAndFetchesIt() throws Exception {
    Mirror mirror = new Mirror().follow(connector);
    assertThat(mirror.items()).isEmpty();

    put("one", "the first text");
    put("deep/er/two", "the second text, über 😀");

    mirror.follow(connector);
    assertThat(mirror.texts(connector)).isEqualTo(expected);
    assertThat(mirror.items().values()).allSatisfy(item -> assertThat(item.uri()).isNotBlank());
  }

  @Test
  void tellsWhatChangedAndWhatIsGone() throws Exception {
    put("a", "one");
    put("b", "two");
    put("c", "three");
    Mirror mirror = new Mirror().follow(connector);

    put("b", "two, changed");
    remove("c");
    put("d", "four");
    mirror.follow(connector);

    assertThat(mirror.texts(connector)).isEqualTo(expected);
    remove("a");
    remove("b");
    remove("d");
    assertThat(mirror.follow(connector).items()).isEmpty();
  }

  @Test
  void goesOnWithAnotherConnectorOfTheSameSettings() throws Exception {
    put("a", "one");
    put("b", "two");
    Mirror mirror = new Mirror().follow(connector);
    Item old = new ArrayList<>(mirror.items().values()).getFirst();
    put("c", "three");

    try (Connector next = connect(place.settings())) {
      assertThat(Mirror.text(next, old)).isEqualTo(expected.get(old.externalId()));
      assertThat(mirror.follow(next).texts(next)).isEqualTo(expected);
    }
  }

  @Test
  void isTakenUpAgainWhereItBrokeOff() throws Exception {
    for (int n = 0; n < 7; n++) {
      put("doc-" + n, "text " + n);
    }
    for (int after = 0; after < 7; after++) {
      assertThat(new Mirror().followBrokenOff(connector, after).texts(connector))
          .as("broken off after %d", after)
          .isEqualTo(expected);
    }
    Mirror mirror = new Mirror().follow(connector);
    put("doc-3", "changed");
    put("doc-8", "new");
    remove("doc-5");
    assertThat(mirror.followBrokenOff(connector, 1).texts(connector)).isEqualTo(expected);
  }

  @Test
  void aSecondScanTellsTheSameIdsAndNoNewVersions() throws Exception {
    put("a", "one");
    put("b", "two");
    Mirror mirror = new Mirror().follow(connector);
    Map<String, Item> before = new HashMap<>(mirror.items());

    mirror.follow(connector);

    assertThat(mirror.items().keySet()).isEqualTo(before.keySet());
    mirror
        .items()
        .forEach(
            (id, item) -> {
              Item old = before.get(id);
              if (old != null && old.version() != null && item.version() != null) {
                assertThat(item.version()).isEqualTo(old.version());
              }
            });
  }

  @Test
  void aRemovedItemIsGoneOrCameAlong() throws Exception {
    put("a", "one");
    put("b", "two");
    Mirror mirror = new Mirror().follow(connector);
    Item item = mirror.items().get(place.externalId("a"));
    assertThat(item).isNotNull();

    remove("a");

    if (item != null && item.inline().isEmpty()) {
      assertThat(Mirror.text(connector, item)).isEqualTo("(gone)");
    }
  }

  @Test
  void itemsAreFetchedByManyThreads() throws Exception {
    for (int n = 0; n < 8; n++) {
      put("doc-" + n, "text " + n);
    }
    Mirror mirror = new Mirror().follow(connector);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> fetches = new ArrayList<>();
      for (int round = 0; round < 4; round++) {
        mirror.items().values().forEach(item -> fetches.add(() -> fetched(item)));
      }
      for (Future<String> text : threads.invokeAll(fetches)) {
        assertThat(expected.values()).contains(text.get());
      }
    }
  }

  private String fetched(Item item) {
    return Mirror.text(connector, item);
  }

  @Test
  void saysWhatIsThereWhenItIsTried() throws Exception {
    put("a", "one");

    assertThat(connector.test()).isNotBlank();
  }

  @Test
  void saysWhatIsWrongWithAPlaceThatIsNotThere() {
    try (Connector nowhere = connect(place.elsewhere())) {
      assertThatThrownBy(nowhere::test).isInstanceOf(IOException.class).message().isNotBlank();
      assertThatThrownBy(() -> nowhere.scan(ScanStart.FIRST, new Deaf()))
          .isInstanceOf(IOException.class)
          .message()
          .isNotBlank();
    }
  }

  @Test
  void refusesSettingsThatItDoesNotHaveOrNeeds() {
    Map<String, String> more = new HashMap<>(place.settings());
    more.put("noSuchSetting", "1");
    assertThatThrownBy(() -> connect(more))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("noSuchSetting");
    for (SettingSpec spec : place.type().settings()) {
      assertThat(spec.description()).isNotBlank();
      if (spec.required()) {
        Map<String, String> fewer = new HashMap<>(place.settings());
        fewer.remove(spec.name());
        assertThatThrownBy(() -> connect(fewer))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(spec.name());
      }
    }
  }

  /** A failure of a place that isn't there tells nothing. */
  private static final class Deaf implements ScanSink {
    @Override
    public void item(Item item) {
      throw new AssertionError("told of " + item.externalId());
    }

    @Override
    public void gone(String externalId) {
      throw new AssertionError("told that " + externalId + " is gone");
    }

    @Override
    public void unusable(Unusable one) {}

    @Override
    public void checkpoint(String cursor) {}
  }
}
