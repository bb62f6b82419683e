package dev.millrace.retrieval.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where the native code of the tokenizer and of ONNX Runtime is unpacked: once, under one folder,
 * and never from the network. Left to themselves, the first unpacks under the user's home and
 * reports its use to its makers, and the second leaves 20 MB in the temporary folder behind when
 * the process is killed.
 */
public final class NativeLibraries {
  private static final String ONNX_RUNTIME = "onnxruntime.native.path";

  private NativeLibraries() {}

  /**
   * Sets the process up to use the folder. The libraries are loaded once in a process, so the first
   * call decides; what an operator has set by system property is left alone.
   *
   * @throws IOException if the folder can't be written
   */
  public static synchronized void unpackTo(Path folder) throws IOException {
    Path root = folder.toAbsolutePath();
    // JNA, with which the tokenizer's library looks for a GPU, unpacks under the home otherwise.
    Path jna = Files.createDirectories(root.resolve("jna"));
    setIfAbsent("jna.tmpdir", jna.toString());
    setIfAbsent("ai.djl.offline", "true");
    setIfAbsent("OPT_OUT_TRACKING", "true");
    setIfAbsent("ENGINE_CACHE_DIR", root.toString());
    if (System.getProperty(ONNX_RUNTIME) == null) {
      unpackOnnxRuntime(root.resolve("onnxruntime"));
    }
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static void unpackOnnxRuntime(Path folder) throws IOException {
    String platform = platform();
    List<String> files =
        List.of(System.mapLibraryName("onnxruntime"), System.mapLibraryName("onnxruntime4j_jni"));
    List<JarURLConnection> packed = new ArrayList<>();
    StringBuilder version = new StringBuilder(platform);
    for (String file : files) {
      URL resource = OrtEnvironment.class.getResource("native/" + platform + "/" + file);
      if (resource == null || !(resource.openConnection() instanceof JarURLConnection library)) {
        // Not a platform of the jar, or not a jar: ONNX Runtime's own way works, or says why not.
        return;
      }
      packed.add(library);
      // By content: two versions of a file can have the same size, and both must be of one version.
      version.append('-').append(Long.toHexString(library.getJarEntry().getCrc()));
    }
    Path target = folder.resolve(version.toString());
    for (int n = 0; n < files.size(); n++) {
      unpack(packed.get(n), target.resolve(files.get(n)));
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
  private static void unpack(JarURLConnection packed, Path target) throws IOException {
    if (Files.exists(target) && Files.size(target) == packed.getContentLengthLong()) {
      return;
    }
    Files.createDirectories(target.resolveSibling(""));
    Path partial = Files.createTempFile(target.resolveSibling(""), "partial", null);
    try (InputStream in = packed.getInputStream()) {
      Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
  }
}
