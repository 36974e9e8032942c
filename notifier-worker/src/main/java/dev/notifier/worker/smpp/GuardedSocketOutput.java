package dev.notifier.worker.smpp;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The way out to the socket: gathers PDUs, so that a group costs one write instead of one each, and
 * asks before every write to the socket whether the owner may still write. A process that was
 * stopped and woken therefore sends nothing of what it had gathered.
 */
final class GuardedSocketOutput extends OutputStream {
  private static final int BUFFER_OCTETS = 32 * 1024;

  private final OutputStream socket;
  private final BooleanSupplier mayWrite;
  private final LongSupplier nanos;
  private final byte[] buffer = new byte[BUFFER_OCTETS];
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
  public synchronized void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] octets, int offset, int length) throws IOException {
    if (length > buffer.length - filled) {
      send();
    }
    if (length > buffer.length) {
      guard();
      socket.write(octets, offset, length);
      sentNanos = nanos.getAsLong();
      return;
    }
    System.arraycopy(octets, offset, buffer, filled, length);
    filled += length;
  }

  /** The library's flush after each PDU; nothing is sent while a group is gathered. */
  @Override
  public synchronized void flush() throws IOException {
    if (!corked) {
      send();
    }
  }

  /** From now on PDUs are gathered. */
  synchronized void cork() {
    corked = true;
  }

  /** Sends what was gathered. */
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
      guard();
      socket.write(buffer, 0, filled);
      filled = 0;
      sentNanos = nanos.getAsLong();
    }
  }

  private void guard() throws IOException {
    if (!mayWrite.getAsBoolean()) {
      throw new IOException("The owner of this bind may not write any more");
    }
  }
}
