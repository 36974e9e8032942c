package dev.notifier.api.body;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.http.HttpHeaders;

/**
 * A body of any size, read while it arrives, on the thread of its request. A sender that is too
 * slow is cut off, because it would hold the thread; so is one whose right to send it has ended.
 * Used by one thread.
 */
public final class StreamedBody extends InputStream {
  /** Mobile networks are faster, and who sends millions of lines has a better one. */
  private static final long MIN_BYTES_PER_SECOND = 16 << 10;

  private static final String RIGHT = StreamedBody.class.getName() + ".right";
  private static final long RIGHT_HOLDS_NANOS = Duration.ofSeconds(5).toNanos();

  private final HttpServletRequest request;
  private final InputStream in;
  private final Duration patience;
  private final Duration longest;
  private final LongSupplier nanos;
  private final long begun;
  private long bytes;
  private long waitedNanos;
  private long checked;

  private StreamedBody(
      HttpServletRequest request, Duration patience, Duration longest, LongSupplier nanos)
      throws IOException {
    this.request = request;
    this.in = request.getInputStream();
    this.patience = patience;
    this.longest = longest;
    this.nanos = nanos;
    this.begun = nanos.getAsLong();
    this.checked = begun;
  }

  /**
   * Says how to find out whether the caller of a request may still send it: a body may take hours.
   *
   * @param right throws a {@link ProblemException} if it has ended
   */
  public static void setRight(HttpServletRequest request, Runnable right) {
    request.setAttribute(RIGHT, right);
  }

  /**
   * Opens the body. The caller limits how many bodies are read at the same time.
   *
   * @param patience how long the sender may need beyond a rate of 16 KiB a second
   * @param longest how long reading and what is done with the body may take, whatever it contains
   * @param nanos a monotonic clock
   * @throws ProblemException if it is compressed
   */
  public static StreamedBody open(
      HttpServletRequest request, Duration patience, Duration longest, LongSupplier nanos)
      throws IOException {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new ProblemException(ErrorCode.UNSUPPORTED_CONTENT_ENCODING);
    }
    return new StreamedBody(request, patience, longest, nanos);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * @throws ProblemException if the sender is too slow or has broken off, if all takes too long, or
   *     if the sender's right has ended
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    long begin = nanos.getAsLong();
    int read;
    try {
      read = in.read(target, offset, length);
    } catch (SocketTimeoutException e) {
      UnreadBody.abandon(request);
      throw new ProblemException(ErrorCode.REQUEST_TIMEOUT);
    } catch (IOException e) {
      // Otherwise Tomcat has ended the response already.
      UnreadBody.abandon(request);
      throw new ProblemException(
          Problem.of(ErrorCode.BAD_REQUEST, "The body is incomplete. Send it again."));
    }
    long end = nanos.getAsLong();
    waitedNanos += end - begin;
    if (read < 0 || end - checked > RIGHT_HOLDS_NANOS) {
      requireRight(end);
    }
    if (read < 0) {
      if (RequestBody.isPresent(request)) {
        BodyFilter.connection(request).keep();
      }
      return read;
    }
    bytes += read;
    Duration allowed = patience.plusSeconds(bytes / MIN_BYTES_PER_SECOND);
    if (waitedNanos > allowed.toNanos() || end - begun > longest.toNanos()) {
      throw new ProblemException(ErrorCode.REQUEST_TIMEOUT);
    }
    return read;
  }

  private void requireRight(long now) {
    if (request.getAttribute(RIGHT) instanceof Runnable right) {
      right.run();
    }
    checked = now;
  }
}
