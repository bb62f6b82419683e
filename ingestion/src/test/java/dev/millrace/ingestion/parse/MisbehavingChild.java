package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.Frames.Answer;
import dev.millrace.ingestion.parse.Frames.Request;
import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A parser process that does what a hostile file might make one do; the file's name says what. */
final class MisbehavingChild {
  private MisbehavingChild() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    ParserChild.serve(() -> MisbehavingChild::answer);
  }

  private static Answer answer(Request request) {
    try {
      return new Answer(answer(request.file().name(), request.folder()), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Reading answer(String name, Path folder) throws IOException, InterruptedException {
    switch (name) {
      case "exits" -> System.exit(0);
      case "halts" -> Runtime.getRuntime().halt(7);
      case "hangs" -> new CountDownLatch(1).await();
      case "spins" -> {
        while (true) {
          Thread.onSpinWait();
        }
      }
      case "hoards" -> {
        StringBuilder hoard = new StringBuilder("x");
        while (true) {
          hoard.append(hoard);
        }
      }
      case "recurses" -> recurse(0);
      case "dies once" -> {
        Path mark = folder.resolveSibling("died");
        if (!Files.exists(mark)) {
          Files.createFile(mark);
          Files.createFile(folder.resolve("left behind"));
          new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
          new CountDownLatch(1).await();
        }
      }
      case "dies" -> {
        new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
        new CountDownLatch(1).await();
      }
      case "shouts" -> {
        for (int i = 0; i < 100_000; i++) {
          System.out.println("this is not an answer");
          System.err.println("neither is this");
        }
      }
      case "garbles" -> {
        try (FileOutputStream answers = new FileOutputStream(FileDescriptor.out)) {
          answers.write(
              "this is no answer either".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        new CountDownLatch(1).await();
      }
      case "phones" -> {
        try {
          URI.create("http://127.0.0.1:9/").toURL().openStream().close();
        } catch (IOException e) {
          return said(String.valueOf(e.getMessage()));
        }
      }
      case "looks around" -> {
        return said(System.getenv().keySet().toString());
      }
      default -> {}
    }
    return said("fine");
  }

  private static Reading said(String what) {
    return Reading.of(new NotParsed(Kind.EMPTY, what));
  }

  private static int recurse(int depth) {
    return depth < 0 ? 0 : recurse(depth + 1) + 1;
  }
}
