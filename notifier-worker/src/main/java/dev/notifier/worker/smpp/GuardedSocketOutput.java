package dev.notifier.worker.smpp;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongSupplier;

/**
 * The output of a socket. Buffers the PDUs of a batch, so that the batch is one write, and asks
 * before every write whether the owner may still write. A process that was suspended and resumed
 * therefore submits nothing of what it had buffered. Responses do not go through the buffer.
 */
final class GuardedSocketOutput extends OutputStream {
  private static final int BUFFER_BYTES = 32 * 1024;

  private final OutputStream socket;
  private final WritePermission permission;
  private final LongSupplier nanos;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;
  private boolean corked;
  private volatile long sentNanos;

  GuardedSocketOutput(OutputStream socket, WritePermission permission, LongSupplier nanos) {
    this.socket = socket;
    this.permission = permission;
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
      require(permission.maySubmit());
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

  /** Sends whole PDUs that are no submissions at once, even while others are buffered. */
  synchronized void respond(byte[] pdus) throws IOException {
    require(permission.mayRespond());
    socket.write(pdus);
    sentNanos = nanos.getAsLong();
  }

  /** When something was last written to the socket. */
  long sentNanos() {
    return sentNanos;
  }

  private void send() throws IOException {
    if (filled > 0) {
      require(permission.maySubmit());
      socket.write(buffer, 0, filled);
      filled = 0;
      sentNanos = nanos.getAsLong();
    }
  }

  private static void require(boolean isPermitted) throws IOException {
    if (!isPermitted) {
      throw new IOException("The owner of this bind may not write any more");
    }
  }
}
