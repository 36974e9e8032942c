package dev.notifier.api.body;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads one body as it arrives, without a thread of its own; then has the request dispatched again.
 * The container calls the listeners one at a time.
 */
final class BodyReader implements ReadListener, AsyncListener {
  private static final int FIRST_BYTES = 4 << 10;

  private final AsyncContext async;
  private final HttpServletRequest request;
  private final ServletInputStream in;
  private final BodyBudget.Reservation reservation;
  private final int maxBytes;
  private final ConnectionClose connection;
  private final AtomicBoolean ended = new AtomicBoolean();
  private byte[] buffer = {};
  private int length;

  private BodyReader(
      AsyncContext async,
      HttpServletRequest request,
      BodyBudget.Reservation reservation,
      int maxBytes,
      ConnectionClose connection)
      throws IOException {
    this.async = async;
    this.request = request;
    this.in = request.getInputStream();
    this.reservation = reservation;
    this.maxBytes = maxBytes;
    this.connection = connection;
  }

  /**
   * Starts to read.
   *
   * @param timeout for the whole body
   */
  static void start(
      HttpServletRequest request,
      BodyBudget budget,
      int maxBytes,
      Duration timeout,
      ConnectionClose connection)
      throws IOException {
    AsyncContext async = request.startAsync();
    async.setTimeout(timeout.toMillis());
    BodyReader reader =
        new BodyReader(async, request, budget.open(request.getRemoteAddr()), maxBytes, connection);
    async.addListener(reader);
    reader.in.setReadListener(reader);
  }

  @Override
  public void onDataAvailable() throws IOException {
    try {
      read();
    } catch (IOException e) {
      rejectIncomplete();
    }
  }

  private void read() throws IOException {
    while (!ended.get() && in.isReady() && !in.isFinished()) {
      if (length == buffer.length && !grow()) {
        return;
      }
      int read = in.read(buffer, length, buffer.length - length);
      if (read < 0) {
        return;
      }
      length += read;
      if (length > maxBytes) {
        reject(Problem.of(ErrorCode.BODY_TOO_LARGE));
      }
    }
  }

  /** Doubles the buffer, up to the announced length; false if there is no memory for it. */
  private boolean grow() throws IOException {
    long announced = request.getContentLengthLong();
    // One byte more shows that a body without a length is too large.
    long limit = announced >= 0 ? announced : maxBytes + 1L;
    int size = (int) Math.min(Math.max(FIRST_BYTES, buffer.length * 2L), limit);
    if (!reservation.growTo(size)) {
      reject(Problem.of(ErrorCode.OVERLOADED));
      return false;
    }
    buffer = Arrays.copyOf(buffer, size);
    return true;
  }

  @Override
  public void onAllDataRead() {
    if (ended.compareAndSet(false, true)) {
      byte[] bytes = length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
      new RequestBody(bytes, reservation).attach(request);
      connection.keep();
      async.dispatch();
    }
  }

  private void reject(Problem problem) throws IOException {
    if (ended.compareAndSet(false, true)) {
      reservation.close();
      buffer = new byte[0];
      try {
        connection.abandonBody(problem);
      } finally {
        async.complete();
      }
    }
  }

  @Override
  public void onTimeout(AsyncEvent event) throws IOException {
    reject(Problem.of(ErrorCode.REQUEST_TIMEOUT));
  }

  @Override
  public void onError(Throwable failure) {
    rejectIncomplete();
  }

  @Override
  public void onError(AsyncEvent event) {
    rejectIncomplete();
  }

  /** The client sends nothing more; it may still wait for the response. */
  private void rejectIncomplete() {
    try {
      reject(Problem.of(ErrorCode.BAD_REQUEST, "The body is incomplete. Send it again."));
    } catch (IOException e) {
      // It has closed the connection completely.
    }
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // Nothing to do: the next cycle has listeners of its own.
  }

  @Override
  public void onComplete(AsyncEvent event) {
    if (ended.compareAndSet(false, true)) {
      reservation.close();
    }
  }
}
