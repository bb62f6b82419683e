package dev.millrace.ingestion.parse;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a parser process is started. The first compiler alone ({@code TieredStopAtLevel=1}) and the
 * serial collector keep it small; an archive of its classes would make a start of .65 s one of .47
 * s, at the price of a file that processes write together when they end.
 */
record ChildCommand(String mainClass, List<String> arguments, long heapBytes) {
  private static final long MB = 1L << 20;

  /** No file that a process writes is larger, in blocks of 512 bytes: 2 GB. */
  private static final String LARGEST_FILE = "4194304";

  private static final Path SHELL = Path.of("/bin/sh");

  /** What a process is told of its surroundings; nothing else, as there are secrets among it. */
  private static final Set<String> PASSED_ON =
      Set.of("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TESSDATA_PREFIX");

  ChildCommand {
    arguments = List.copyOf(arguments);
  }

  /** A process that reads files as it is told. */
  static ChildCommand parser(ParserOptions options, long heapBytes) {
    return new ChildCommand(ParserChild.class.getName(), options.arguments(), heapBytes);
  }

  /**
   * The process to be started.
   *
   * @param temporary a folder of its own
   */
  ProcessBuilder process(Path temporary) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SHELL)) {
      // The shell becomes the JVM, so that the process is the one that is started here.
      command.addAll(
          List.of(
              SHELL.toString(),
              "-c",
              "ulimit -c 0; ulimit -f " + LARGEST_FILE + "; exec \"$0\" \"$@\""));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags(temporary));
    command.add("-cp");
    command.add(classPath());
    command.add(mainClass);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(temporary.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(PASSED_ON);
    // One document at a time, one thread: the others are other documents'.
    environment.put("OMP_THREAD_LIMIT", "1");
    environment.put("MALLOC_ARENA_MAX", "2");
    return builder;
  }

  /** This process's own, whose entries may be relative to its working folder. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private List<String> flags(Path temporary) {
    return List.of(
        "-Xmx" + Math.max(1, heapBytes / MB) + "m",
        "-Xms16m",
        "-XX:MaxMetaspaceSize=192m",
        "-XX:MaxDirectMemorySize=64m",
        "-XX:ReservedCodeCacheSize=64m",
        "-XX:+UseSerialGC",
        "-XX:MaxHeapFreeRatio=30",
        "-XX:MinHeapFreeRatio=15",
        "-XX:-ShrinkHeapInSteps",
        "-XX:TieredStopAtLevel=1",
        // Fonts of documents that are closed are softly kept, for seconds rather than minutes.
        "-XX:SoftRefLRUPolicyMSPerMB=20",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=" + temporary.resolve("crash.log"),
        "-XX:-UsePerfData",
        // Standard output is for answers.
        "-XX:+DisplayVMOutputToStderr",
        "-Xlog:disable",
        "-Xlog:all=error:stderr",
        // A file that makes a library complain a million times must not cost anything.
        "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Djava.awt.headless=true",
        "-Djava.io.tmpdir=" + temporary,
        "-Djavax.xml.accessExternalDTD=",
        "-Djavax.xml.accessExternalSchema=",
        "-Djavax.xml.accessExternalStylesheet=");
  }
}
