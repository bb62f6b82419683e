package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.Frames.Answer;
import dev.millrace.ingestion.parse.Frames.Request;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A parser process: reads requests from its standard input and writes answers to its standard
 * output, one at a time. It lives no longer than the server: when the input ends, it ends at once,
 * whatever it is doing.
 */
final class ParserChild {
  /** Nested structures are read by recursion. In bytes. */
  private static final long STACK = 8L << 20;

  private static final int BUFFER = 64 * 1024;

  /** So long without work a process makes itself small. */
  private static final int BREATH_SECONDS = 1;

  /** A heap of so many bytes is large for one that has nothing to do. */
  private static final long MUCH = 64L << 20;

  private static final Set<String> NETWORK = Set.of("http", "https", "ftp", "mailto");

  private ParserChild() {}

  /** Arguments are those of {@link ParserOptions#arguments}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    serve(
        () -> {
          TikaParser parser = new TikaParser(ParserOptions.of(arguments));
          return request ->
              new Answer(parser.read(request.file(), request.folder()), parser.harmed());
        });
  }

  /** Answers until it is told to end. The reader is made when the process is set up. */
  static void serve(Supplier<Function<Request, Answer>> reader)
      throws IOException, InterruptedException {
    DataOutputStream answers =
        new DataOutputStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER));
    DataInputStream requests = new DataInputStream(new BufferedInputStream(System.in, BUFFER));
    // What libraries print is none of the server's business.
    System.setOut(System.err);
    System.setIn(InputStream.nullInputStream());
    URL.setURLStreamHandlerFactory(ParserChild::refused);
    Function<Request, Answer> answerer = reader.get();
    SynchronousQueue<Request> work = new SynchronousQueue<>();
    Thread worker = new Thread(null, () -> answer(answerer, work, answers), "parser", STACK);
    worker.setDaemon(true);
    worker.start();
    Frames.writeReady(answers);
    try {
      while (requests.readBoolean()) {
        Request request = Frames.readRequest(requests);
        Frames.writeBegun(answers);
        work.put(request);
      }
    } catch (EOFException e) {
      // The server is gone, perhaps in the middle of something: so is this.
      Runtime.getRuntime().halt(0);
    }
    System.exit(0);
  }

  private static void answer(
      Function<Request, Answer> reader, SynchronousQueue<Request> work, DataOutputStream answers) {
    try {
      while (true) {
        Request request = work.poll(BREATH_SECONDS, TimeUnit.SECONDS);
        if (request == null) {
          giveBackFrom(MUCH);
          request = work.take();
        }
        Frames.write(answers, reader.apply(request));
        giveBackFrom(Runtime.getRuntime().maxMemory() / 2);
      }
    } catch (InterruptedException | IOException e) {
      Runtime.getRuntime().halt(1);
    } catch (Throwable e) {
      e.printStackTrace(System.err);
      Runtime.getRuntime().halt(1);
    }
  }

  /** After a large document most of the heap is empty, and the system might need it. */
  private static void giveBackFrom(long bytes) {
    if (Runtime.getRuntime().totalMemory() > bytes) {
      System.gc();
    }
  }

  /** Nothing that a document refers to is fetched, whichever library would like to. */
  private static @Nullable URLStreamHandler refused(String protocol) {
    return NETWORK.contains(protocol) ? new Refusal() : null;
  }

  private static final class Refusal extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      throw new IOException("a parser fetches nothing from the network");
    }
  }
}
