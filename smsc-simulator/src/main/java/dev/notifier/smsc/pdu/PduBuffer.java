package dev.notifier.smsc.pdu;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * A growing output buffer for PDUs. The channel takes as many bytes at a time as it can. Not
 * thread-safe.
 */
public final class PduBuffer {
  private static final int INITIAL_BYTES = 8 * 1024;
  private static final int MAX_KEPT_BYTES = 1024 * 1024;

  private byte[] bytes = new byte[INITIAL_BYTES];
  private int start;
  private int end;

  /** Starts a PDU with its header. Returns the mark for {@link #finish}. */
  public int begin(int commandId, int status, int sequence) {
    int mark = end - start;
    int4(0);
    int4(commandId);
    int4(status);
    int4(sequence);
    return mark;
  }

  /** Writes the command_length of the PDU begun at {@code mark}. */
  public void finish(int mark) {
    int at = start + mark;
    int length = end - at;
    bytes[at] = (byte) (length >>> 24);
    bytes[at + 1] = (byte) (length >>> 16);
    bytes[at + 2] = (byte) (length >>> 8);
    bytes[at + 3] = (byte) length;
  }

  /** Writes a PDU without a body. */
  public void header(int commandId, int status, int sequence) {
    finish(begin(commandId, status, sequence));
  }

  public void int1(int value) {
    ensureCapacity(1);
    bytes[end++] = (byte) value;
  }

  public void int2(int value) {
    int1(value >>> 8);
    int1(value);
  }

  public void int4(int value) {
    ensureCapacity(4);
    bytes[end++] = (byte) (value >>> 24);
    bytes[end++] = (byte) (value >>> 16);
    bytes[end++] = (byte) (value >>> 8);
    bytes[end++] = (byte) value;
  }

  public void int8(long value) {
    int4((int) (value >>> 32));
    int4((int) value);
  }

  public void bytes(byte[] value) {
    ensureCapacity(value.length);
    System.arraycopy(value, 0, bytes, end, value.length);
    end += value.length;
  }

  /** Writes a C-Octet String (SMPP 3.4, 3.1): Latin-1 characters and a NUL. */
  public void cString(String value) {
    bytes(value.getBytes(StandardCharsets.ISO_8859_1));
    int1(0);
  }

  /** Removes the last byte. */
  public void removeLast() {
    end--;
  }

  /**
   * Returns the command_length field of the first PDU in the buffer; 0 when the buffer has fewer
   * than 4 bytes.
   */
  public int firstCommandLength() {
    return size() < 4 ? 0 : ByteBuffer.wrap(bytes, start, 4).getInt();
  }

  /** Returns how many bytes wait to be written. */
  public int size() {
    return end - start;
  }

  /** Returns a view of the bytes from {@code mark} to the end; valid until the next change. */
  public ByteBuffer viewFrom(int mark) {
    return ByteBuffer.wrap(bytes, start + mark, end - start - mark);
  }

  /** Writes as much as the channel takes now. Returns true when nothing is left. */
  public boolean writeTo(WritableByteChannel channel) throws IOException {
    while (start < end) {
      int written = channel.write(ByteBuffer.wrap(bytes, start, end - start));
      if (written <= 0) {
        return false;
      }
      start += written;
    }
    clear();
    return true;
  }

  /** Writes at most {@code maxBytes}. Returns how many bytes the channel took. */
  public int writeSome(WritableByteChannel channel, int maxBytes) throws IOException {
    int written = channel.write(ByteBuffer.wrap(bytes, start, Math.min(maxBytes, end - start)));
    start += written;
    return written;
  }

  /** Discards everything in the buffer. */
  public void clear() {
    start = 0;
    end = 0;
    if (bytes.length > MAX_KEPT_BYTES) {
      bytes = new byte[INITIAL_BYTES];
    }
  }

  private void ensureCapacity(int more) {
    if (end + more <= bytes.length) {
      return;
    }
    int size = end - start;
    byte[] target =
        size + more <= bytes.length / 2 ? bytes : new byte[Math.max(bytes.length * 2, size + more)];
    System.arraycopy(bytes, start, target, 0, size);
    bytes = target;
    start = 0;
    end = size;
  }
}
