package dev.millrace.retrieval.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Opens sessions whose runs stay on their caller's thread: whoever wants two cores calls from two
 * threads. {@link NativeLibraries#unpackTo} comes before the first one.
 */
public final class OneThread {
  private OneThread() {}

  /** The process's one environment, which reports nothing to anybody. */
  public static OrtEnvironment environment() throws OrtException {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "millrace");
    environment.setTelemetry(false);
    return environment;
  }

  /**
   * A session of a model in memory.
   *
   * @param onnx outside the Java heap; not needed any more afterwards
   */
  public static OrtSession open(ByteBuffer onnx) throws OrtException {
    try (SessionOptions options = options()) {
      return environment().createSession(onnx, options);
    }
  }

  /** A session of a model in a file, which may keep its weights in others beside it. */
  public static OrtSession open(Path onnx) throws OrtException {
    try (SessionOptions options = options()) {
      return environment().createSession(onnx.toString(), options);
    }
  }

  private static SessionOptions options() throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setOptimizationLevel(OptLevel.ALL_OPT);
    options.setExecutionMode(ExecutionMode.SEQUENTIAL);
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    // A memory plan is kept for every length that comes by. The arena is shared by all threads:
    // without it the process holds 180 MB more on two cores, in malloc's arena for each thread.
    options.setMemoryPatternOptimization(false);
    options.setCPUArenaAllocator(true);
    return options;
  }
}
