package dev.notifier.api.body;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A file on its way to a receiver. One that is too slow is cut off, because it holds a thread. Used
 * by one thread.
 */
public final class PacedOutput extends OutputStream {
  /** How long the receiver may need beyond the rate. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** As of a sender. */
  static final long MIN_BYTES_PER_SECOND = 16 << 10;

  private final OutputStream out;
  private final LongSupplier nanos;
  private long bytes;
  private long waitedNanos;

  /**
   * @param nanos a monotonic clock
   */
  public PacedOutput(OutputStream out, LongSupplier nanos) {
    this.out = out;
    this.nanos = nanos;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  /**
   * @throws ProblemException if the receiver is too slow
   */
  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    long begin = nanos.getAsLong();
    out.write(source, offset, length);
    waitedNanos += nanos.getAsLong() - begin;
    bytes += length;
    if (waitedNanos > PATIENCE.plusSeconds(bytes / MIN_BYTES_PER_SECOND).toNanos()) {
      throw new ProblemException(ErrorCode.REQUEST_TIMEOUT);
    }
  }
}
