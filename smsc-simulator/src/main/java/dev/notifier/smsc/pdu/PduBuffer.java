package dev.notifier.smsc.pdu;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Octets on their way out: PDUs are appended, the channel takes as much as it can. Not thread-safe.
 */
public final class PduBuffer {
  private static final int FIRST_OCTETS = 8 * 1024;
  private static final int KEEP_OCTETS = 1024 * 1024;

  private byte[] bytes = new byte[FIRST_OCTETS];
  private int start;
  private int end;

  /** Starts a PDU with its header; returns the mark for {@link #finish}. */
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

  /** A PDU without a body. */
  public void header(int commandId, int status, int sequence) {
    finish(begin(commandId, status, sequence));
  }

  public void octet(int value) {
    room(1);
    bytes[end++] = (byte) value;
  }

  public void int2(int value) {
    octet(value >>> 8);
    octet(value);
  }

  public void int4(int value) {
    room(4);
    bytes[end++] = (byte) (value >>> 24);
    bytes[end++] = (byte) (value >>> 16);
    bytes[end++] = (byte) (value >>> 8);
    bytes[end++] = (byte) value;
  }

  public void int8(long value) {
    int4((int) (value >>> 32));
    int4((int) value);
  }

  public void octets(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, end, value.length);
    end += value.length;
  }

  /** A C-octet string: Latin-1 octets and a NUL. */
  public void cString(String value) {
    octets(value.getBytes(StandardCharsets.ISO_8859_1));
    octet(0);
  }

  /** Takes the last octet back. */
  public void dropLast() {
    end--;
  }

  /** The command_length of the first PDU that waits, as it says itself; 0 when less waits. */
  public int firstLength() {
    return size() < 4 ? 0 : ByteBuffer.wrap(bytes, start, 4).getInt();
  }

  /** Octets that wait to be written. */
  public int size() {
    return end - start;
  }

  /** The waiting octets from {@code mark} on, as they are now. */
  public byte[] copyFrom(int mark) {
    return Arrays.copyOfRange(bytes, start + mark, end);
  }

  /** The octets from {@code mark} to the end as a view; valid until the next change. */
  public ByteBuffer viewFrom(int mark) {
    return ByteBuffer.wrap(bytes, start + mark, end - start - mark);
  }

  /** Gives the channel what it takes now; true when nothing is left. */
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

  /** Gives the channel at most {@code octets} of what waits; returns how many it took. */
  public int writeSome(WritableByteChannel channel, int octets) throws IOException {
    int written = channel.write(ByteBuffer.wrap(bytes, start, Math.min(octets, end - start)));
    start += written;
    return written;
  }

  /** Forgets all waiting octets. */
  public void clear() {
    start = 0;
    end = 0;
    if (bytes.length > KEEP_OCTETS) {
      bytes = new byte[FIRST_OCTETS];
    }
  }

  private void room(int octets) {
    if (end + octets <= bytes.length) {
      return;
    }
    int size = end - start;
    byte[] target =
        size + octets <= bytes.length / 2
            ? bytes
            : new byte[Math.max(bytes.length * 2, size + octets)];
    System.arraycopy(bytes, start, target, 0, size);
    bytes = target;
    start = 0;
    end = size;
  }
}
