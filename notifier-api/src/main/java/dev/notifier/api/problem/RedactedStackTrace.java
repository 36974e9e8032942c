package dev.notifier.api.problem;

import org.jspecify.annotations.Nullable;

/** Formats stack traces without exception messages, which may quote what the caller sent. */
public final class RedactedStackTrace {
  private static final int MAX_FRAMES = 12;
  private static final int MAX_CAUSES = 5;

  private RedactedStackTrace() {}

  /** The frames of a failure and of its causes, at most 12 of each. */
  public static String of(Throwable failure) {
    StringBuilder trace = new StringBuilder();
    @Nullable Throwable current = failure;
    for (int depth = 0; current != null && depth < MAX_CAUSES; depth++) {
      trace.append(depth == 0 ? "" : " caused by ").append(current.getClass().getName());
      StackTraceElement[] frames = current.getStackTrace();
      for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
        trace.append("\n    at ").append(frames[i]);
      }
      current = current.getCause();
    }
    return trace.toString();
  }
}
