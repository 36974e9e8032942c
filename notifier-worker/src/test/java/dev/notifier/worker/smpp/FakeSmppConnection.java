package dev.notifier.worker.smpp;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection without a socket; a test breaks and closes it. */
public final class FakeSmppConnection implements SmppConnection {
  private final SmppConnectionListener listener;
  private final AtomicInteger sequence = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean broken;

  public FakeSmppConnection(SmppConnectionListener listener) {
    this.listener = listener;
  }

  /** From now on writes fail; the listener is not called yet. */
  public void breakWrites() {
    broken = true;
  }

  /** Closes the connection, as the carrier does. */
  public void close(String reason) {
    broken = true;
    if (closed.compareAndSet(false, true)) {
      listener.closed(reason);
    }
  }

  @Override
  public int submit(SubmitSm submit) throws ConnectionLostException {
    requireIntact();
    return sequence.incrementAndGet();
  }

  @Override
  public void flush() throws ConnectionLostException {
    requireIntact();
  }

  private void requireIntact() throws ConnectionLostException {
    if (broken) {
      throw new ConnectionLostException("broken by the test");
    }
  }

  @Override
  public void unbind() {
    close("Unbound");
  }

  @Override
  public void abort() {
    close("Aborted");
  }
}
