package dev.notifier.smsc.pdu;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A cursor over the body of one PDU. Reading past the end, or a field longer than it may be, does
 * not throw: the first such fault is kept as a command status in {@link #problem()}, and what is
 * read after it is empty. Not thread-safe.
 */
public final class PduReader {
  private final byte[] bytes;
  private final int end;
  private int at;
  private int problem = CommandStatus.OK;

  /** The octets from {@code start} (inclusive) to {@code end} (exclusive). */
  public PduReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  /** One octet, 0..255. */
  public int octet() {
    if (problem != CommandStatus.OK || at >= end) {
      fail(CommandStatus.INVALID_COMMAND_LENGTH);
      return 0;
    }
    return bytes[at++] & 0xFF;
  }

  /** Two octets, 0..65535. */
  public int octets2() {
    int high = octet();
    return high << 8 | octet();
  }

  /**
   * A C-octet string whose field takes at most {@code maxOctets} with its NUL; {@code ifTooLong} is
   * the status if not.
   */
  public String cString(int maxOctets, int ifTooLong) {
    if (problem != CommandStatus.OK) {
      return "";
    }
    for (int i = at; i < end; i++) {
      if (bytes[i] == 0) {
        String value = new String(bytes, at, i - at, StandardCharsets.ISO_8859_1);
        if (i - at >= maxOctets) {
          fail(ifTooLong);
        }
        at = i + 1;
        return value;
      }
    }
    fail(CommandStatus.INVALID_COMMAND_LENGTH);
    return "";
  }

  /** Exactly {@code length} octets; {@code ifShort} is the status when fewer are left. */
  public byte[] octets(int length, int ifShort) {
    if (problem != CommandStatus.OK || end - at < length) {
      fail(ifShort);
      return new byte[0];
    }
    byte[] value = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return value;
  }

  /** Whether octets are left to read. */
  public boolean hasMore() {
    return problem == CommandStatus.OK && at < end;
  }

  /** The first fault met, as a command status; {@link CommandStatus#OK} when all was well. */
  public int problem() {
    return problem;
  }

  private void fail(int status) {
    if (problem == CommandStatus.OK) {
      problem = status;
    }
  }
}
