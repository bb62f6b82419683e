package dev.millrace.retrieval.embedding;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/**
 * Where the native code of the tokenizer and of ONNX Runtime is unpacked: once, under one folder,
 * and never from the network. Left to themselves, the first unpacks under the user's home and
 * reports its use to its makers, and the second leaves 20 MB in the temporary folder behind when
 * the process is killed.
 */
final class NativeLibraries {
  private static final String ONNX_RUNTIME = "onnxruntime.native.path";

  private NativeLibraries() {}

  /**
   * Sets the process up to use the folder. The libraries are loaded once in a process, so the first
   * call decides; what an operator has set by system property is left alone.
   *
   * @throws IOException if the folder can't be written
   */
  static synchronized void unpackTo(Path folder) throws IOException {
    Path root = folder.toAbsolutePath();
    Files.createDirectories(root);
    setIfAbsent("ai.djl.offline", "true");
    setIfAbsent("OPT_OUT_TRACKING", "true");
    setIfAbsent("ENGINE_CACHE_DIR", root.toString());
    if (System.getProperty(ONNX_RUNTIME) == null) {
      unpackOnnxRuntime(root);
    }
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static void unpackOnnxRuntime(Path root) throws IOException {
    String platform = platform();
    Path target = root.resolve("onnxruntime").resolve(platform);
    for (String name : List.of("onnxruntime", "onnxruntime4j_jni")) {
      String file = System.mapLibraryName(name);
      URL resource = OrtEnvironment.class.getResource("native/" + platform + "/" + file);
      if (resource == null) {
        // A platform that is not in the jar: ONNX Runtime itself says so best.
        return;
      }
      unpack(resource, target.resolve(file));
    }
    System.setProperty(ONNX_RUNTIME, target.toString());
  }

  /** The name of this platform's folder inside the jar of ONNX Runtime. */
  private static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String system = os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
    return system + "-" + (arch.equals("amd64") || arch.equals("x86_64") ? "x64" : arch);
  }

  /** Atomic, so that a kill half-way or a second process leaves no half a library. */
  private static void unpack(URL resource, Path target) throws IOException {
    var connection = resource.openConnection();
    connection.setUseCaches(false);
    try (InputStream in = connection.getInputStream()) {
      // Another version differs in size; a file of the right size came from a finished move.
      if (Files.exists(target) && Files.size(target) == connection.getContentLengthLong()) {
        return;
      }
      Path folder = target.resolveSibling("");
      Files.createDirectories(folder);
      Path partial = Files.createTempFile(folder, "partial", null);
      try {
        Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(partial);
      }
    }
  }
}
