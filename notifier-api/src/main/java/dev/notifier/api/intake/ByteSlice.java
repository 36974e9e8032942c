package dev.notifier.api.intake;

/** The octets of one event inside a body; the body is shared, nothing is copied. */
final class ByteSlice {
  private final byte[] body;
  private final int start;
  private final int end;

  /**
   * @param end behind the last octet
   */
  ByteSlice(byte[] body, int start, int end) {
    this.body = body;
    this.start = start;
    this.end = end;
  }

  byte[] body() {
    return body;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  int length() {
    return end - start;
  }
}
