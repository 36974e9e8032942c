package dev.notifier.contracts.wire;

/**
 * Bytes that are not a record of this format. Caught by {@link RecordWire}, which makes a value of
 * it. Has no stack trace, because a topic may have any number of such records.
 */
final class MalformedRecordException extends RuntimeException {
  /**
   * @param message what is wrong, without any value
   */
  MalformedRecordException(String message) {
    super(message, null, false, false);
  }
}
