package dev.millrace.app.console;

import jakarta.inject.Singleton;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The files that pages refer to: our own and htmx from its WebJar. Read once; their paths carry a
 * hash of all of them, so that a browser keeps them for good and still gets those of a new version.
 */
@Singleton
final class Assets {
  private static final String ROOT = "/console/assets/";
  private static final String HTMX_POM = "META-INF/maven/org.webjars.npm/htmx.org/pom.properties";

  /**
   * A file.
   *
   * @param type its media type
   */
  record Asset(String type, byte[] bytes) {}

  private final Map<String, Asset> files = new TreeMap<>();
  private final String version;

  Assets() {
    own("console.css", "text/css;charset=utf-8");
    own("console.js", "text/javascript;charset=utf-8");
    own("theme.js", "text/javascript;charset=utf-8");
    own("mark.svg", "image/svg+xml");
    files.put("htmx.js", new Asset("text/javascript;charset=utf-8", read(htmx())));
    version = hash(files);
  }

  private void own(String name, String type) {
    files.put(name, new Asset(type, read("console/" + name)));
  }

  private static String htmx() {
    Properties pom = new Properties();
    try (InputStream in = open(HTMX_POM)) {
      pom.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "META-INF/resources/webjars/htmx.org/"
        + pom.getProperty("version")
        + "/dist/htmx.min.js";
  }

  private static byte[] read(String resource) {
    try (InputStream in = open(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String resource) throws FileNotFoundException {
    InputStream in = Assets.class.getClassLoader().getResourceAsStream(resource);
    if (in == null) {
      throw new FileNotFoundException("this build lacks " + resource);
    }
    return in;
  }

  private static String hash(Map<String, Asset> files) {
    try {
      MessageDigest all = MessageDigest.getInstance("SHA-256");
      files.values().forEach(file -> all.update(file.bytes()));
      return HexFormat.of().formatHex(all.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Where a file is found. */
  String path(String name) {
    if (!files.containsKey(name)) {
      throw new IllegalArgumentException("there is no asset " + name);
    }
    return ROOT + version + "/" + name;
  }

  /** The file of that name; empty if there is none, or none of that version. */
  Optional<Asset> find(String ofVersion, String name) {
    return version.equals(ofVersion) ? Optional.ofNullable(files.get(name)) : Optional.empty();
  }
}
