package dev.notifier.api.imports;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads lines from a body as it arrives, in bounded memory. Used by one thread. */
final class BoundedLines {
  private static final int BUFFER_BYTES = 64 << 10;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final byte[] line;
  private int position;
  private int end;

  /**
   * @param maxBytes of one line
   */
  BoundedLines(InputStream in, int maxBytes) {
    this.in = in;
    this.line = new byte[maxBytes];
  }

  /**
   * A line without its end.
   *
   * @param bytes null if it is longer than allowed
   */
  @SuppressWarnings("ArrayRecordComponent") // It is read once, and never compared.
  record Line(byte @Nullable [] bytes) {}

  /** The next line; null after the last one. */
  @Nullable Line next() throws IOException {
    int length = 0;
    boolean any = false;
    while (fill()) {
      any = true;
      byte each = buffer[position++];
      if (each == '\n') {
        return line(length);
      }
      if (length < line.length) {
        line[length] = each;
      }
      length = Math.min(length + 1, line.length + 1);
    }
    return any ? line(length) : null;
  }

  private Line line(int length) {
    if (length > line.length) {
      return new Line(null);
    }
    int without = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    return new Line(Arrays.copyOf(line, without));
  }

  private boolean fill() throws IOException {
    if (position == end) {
      position = 0;
      end = Math.max(0, in.read(buffer));
    }
    return end > 0;
  }
}
