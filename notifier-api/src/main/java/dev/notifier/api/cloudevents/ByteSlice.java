package dev.notifier.api.cloudevents;

/** The bytes of one event inside a request body, which is shared and not copied. */
final class ByteSlice {
  private final byte[] body;
  private final int start;
  private final int end;

  /**
   * @param start the index of the first byte
   * @param end the index after the last byte
   */
  ByteSlice(byte[] body, int start, int end) {
    this.body = body;
    this.start = start;
    this.end = end;
  }

  /** The whole body without its byte order mark, which some systems put before UTF-8. */
  static ByteSlice withoutByteOrderMark(byte[] body) {
    boolean mark =
        body.length >= 3
            && body[0] == (byte) 0xEF
            && body[1] == (byte) 0xBB
            && body[2] == (byte) 0xBF;
    return new ByteSlice(body, mark ? 3 : 0, body.length);
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
