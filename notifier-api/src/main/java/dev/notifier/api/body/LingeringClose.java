package dev.notifier.api.body;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Receives and drops the rest of a body for a short time after the response, without a thread. If
 * the connection were closed at once, many clients would report a broken connection and never see
 * the response (RFC 9112, section 9.6).
 */
final class LingeringClose implements ReadListener, AsyncListener {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final long MAX_BYTES = 32L << 20;

  private final HttpServletRequest request;
  private final AsyncContext async;
  private final ServletInputStream in;
  private final byte[] dropped = new byte[4 << 10];
  private final AtomicBoolean ended = new AtomicBoolean();
  private long bytes;

  private LingeringClose(HttpServletRequest request, AsyncContext async, ServletInputStream in) {
    this.request = request;
    this.async = async;
    this.in = in;
  }

  static void start(HttpServletRequest request) throws IOException {
    AsyncContext async = request.startAsync();
    async.setTimeout(LIMIT.toMillis());
    LingeringClose close = new LingeringClose(request, async, request.getInputStream());
    async.addListener(close);
    close.in.setReadListener(close);
  }

  @Override
  public void onDataAvailable() throws IOException {
    while (!ended.get() && in.isReady() && !in.isFinished()) {
      int read = in.read(dropped);
      if (read < 0) {
        return;
      }
      bytes += read;
      if (bytes > MAX_BYTES) {
        end();
      }
    }
  }

  private void end() {
    if (ended.compareAndSet(false, true)) {
      if (!in.isFinished()) {
        UnreadBody.abandon(request);
      }
      async.complete();
    }
  }

  @Override
  public void onAllDataRead() {
    end();
  }

  @Override
  public void onError(Throwable failure) {
    end();
  }

  @Override
  public void onError(AsyncEvent event) {
    end();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    end();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // Not used.
  }

  @Override
  public void onComplete(AsyncEvent event) {
    ended.set(true);
  }
}
