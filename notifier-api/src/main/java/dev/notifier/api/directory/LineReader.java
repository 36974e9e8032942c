package dev.notifier.api.directory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Splits a stream of any length into lines, in bounded memory. Used by one thread. */
final class LineReader {
  private static final int BUFFER_BYTES = 64 << 10;

  private final InputStream in;
  private final int maxBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int position;
  private int end;
  private long number;

  /**
   * @param maxBytes of a line
   */
  LineReader(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /**
   * A line.
   *
   * @param number from 1
   * @param bytes without the line feed; null if it is too long
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once and never compared.
  record Line(long number, byte @Nullable [] bytes) {}

  /** Reads the next line that is not blank; null at the end. */
  @Nullable Line next() throws IOException {
    while (true) {
      line.reset();
      boolean tooLong = false;
      boolean isEnded = false;
      while (!isEnded) {
        if (position == end && !fill()) {
          return last(tooLong);
        }
        int begin = position;
        while (position < end && buffer[position] != '\n') {
          position++;
        }
        tooLong |= line.size() + position - begin > maxBytes;
        if (!tooLong) {
          line.write(buffer, begin, position - begin);
        }
        isEnded = position < end;
        position += isEnded ? 1 : 0;
      }
      number++;
      if (tooLong || !isBlank()) {
        return new Line(number, tooLong ? null : line.toByteArray());
      }
    }
  }

  /** A line without an end. */
  private @Nullable Line last(boolean tooLong) {
    if (!tooLong && isBlank()) {
      return null;
    }
    number++;
    byte @Nullable [] bytes = tooLong ? null : line.toByteArray();
    line.reset();
    return new Line(number, bytes);
  }

  private boolean fill() throws IOException {
    position = 0;
    end = Math.max(0, in.read(buffer, 0, buffer.length));
    return end > 0;
  }

  /** JSON allows other white space before and after a value, too. */
  private boolean isBlank() {
    return line.size() == 0 || line.toString(StandardCharsets.US_ASCII).isBlank();
  }
}
