package dev.notifier.smsc.pdu;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the body of one PDU field by field. Reading past the end, or a field that is too long, does
 * not throw: {@link #errorStatus()} keeps the first such error, and everything read after it is
 * empty. Not thread-safe.
 */
public final class PduReader {
  private final byte[] bytes;
  private final int end;
  private int at;
  private int errorStatus = CommandStatus.OK;

  /** Reads from {@code start} (inclusive) to {@code end} (exclusive). */
  public PduReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  /** Reads one byte, 0..255. */
  public int int1() {
    if (errorStatus != CommandStatus.OK || at >= end) {
      fail(CommandStatus.INVALID_COMMAND_LENGTH);
      return 0;
    }
    return bytes[at++] & 0xFF;
  }

  /** Reads two bytes, 0..65535. */
  public int int2() {
    int high = int1();
    return high << 8 | int1();
  }

  /**
   * Reads a C-Octet String (SMPP 3.4, 3.1) of at most {@code maxBytes} with its NUL; {@code
   * statusIfTooLong} is the error for a longer one.
   */
  public String cString(int maxBytes, int statusIfTooLong) {
    if (errorStatus != CommandStatus.OK) {
      return "";
    }
    for (int i = at; i < end; i++) {
      if (bytes[i] == 0) {
        String value = new String(bytes, at, i - at, StandardCharsets.ISO_8859_1);
        if (i - at >= maxBytes) {
          fail(statusIfTooLong);
        }
        at = i + 1;
        return value;
      }
    }
    fail(CommandStatus.INVALID_COMMAND_LENGTH);
    return "";
  }

  /** Reads exactly {@code length} bytes; {@code statusIfShort} is the error when fewer are left. */
  public byte[] bytes(int length, int statusIfShort) {
    if (errorStatus != CommandStatus.OK || end - at < length) {
      fail(statusIfShort);
      return new byte[0];
    }
    byte[] value = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return value;
  }

  /** Returns whether more bytes can be read. */
  public boolean hasMore() {
    return errorStatus == CommandStatus.OK && at < end;
  }

  /** Returns the first error as a command status, or {@link CommandStatus#OK}. */
  public int errorStatus() {
    return errorStatus;
  }

  private void fail(int status) {
    if (errorStatus == CommandStatus.OK) {
      errorStatus = status;
    }
  }
}
