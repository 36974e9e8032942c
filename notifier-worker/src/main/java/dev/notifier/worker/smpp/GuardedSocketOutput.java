package dev.notifier.worker.smpp;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The output of a socket. Buffers the PDUs of a batch, so that the batch is one write, and asks
 * before every write whether the owner may still write. A process that was suspended and resumed
 * therefore sends nothing of what it had buffered.
 */
final class GuardedSocketOutput extends OutputStream {
  private static final int BUFFER_BYTES = 32 * 1024;

  private final OutputStream socket;
  private final BooleanSupplier mayWrite;
  private final LongSupplier nanos;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;
  private boolean corked;
  private volatile long sentNanos;

  GuardedSocketOutput(OutputStream socket, BooleanSupplier mayWrite, LongSupplier nanos) {
    this.socket = socket;
    this.mayWrite = mayWrite;
    this.nanos = nanos;
    sentNanos = nanos.getAsLong();
  }

  @Override
  public synchronized void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > buffer.length - filled) {
      send();
    }
    if (length > buffer.length) {
      requireMayWrite();
      socket.write(bytes, offset, length);
      sentNanos = nanos.getAsLong();
      return;
    }
    System.arraycopy(bytes, offset, buffer, filled, length);
    filled += length;
  }

  /** Sends the buffer unless the output is corked; jSMPP flushes after each PDU. */
  @Override
  public synchronized void flush() throws IOException {
    if (!corked) {
      send();
    }
  }

  /** From now on PDUs are only buffered. */
  synchronized void cork() {
    corked = true;
  }

  /** Sends the buffer. */
  synchronized void uncork() throws IOException {
    corked = false;
    send();
  }

  /** When something was last written to the socket. */
  long sentNanos() {
    return sentNanos;
  }

  private void send() throws IOException {
    if (filled > 0) {
      requireMayWrite();
      socket.write(buffer, 0, filled);
      filled = 0;
      sentNanos = nanos.getAsLong();
    }
  }

  private void requireMayWrite() throws IOException {
    if (!mayWrite.getAsBoolean()) {
      throw new IOException("The owner of this bind may not write any more");
    }
  }
}
