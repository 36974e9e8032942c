package dev.notifier.contracts;

/**
 * What the value of a Kafka record is: a record of the expected type, something else, or a record
 * of a version that this program does not know.
 */
public sealed interface Decoded<T extends VersionedRecord> {
  /** The record, complete. */
  record Complete<T extends VersionedRecord>(T record) implements Decoded<T> {}

  /**
   * Not a record that this program can use.
   *
   * @param detail what is wrong, such as the name of a field; contains no value
   */
  record Unreadable<T extends VersionedRecord>(Problem problem, String detail)
      implements Decoded<T> {}

  /**
   * A record of a newer release. It may mean something else than it seems to, so nothing of it is
   * used.
   *
   * @param version the version of its format
   * @param known the newest version that this program reads
   */
  record Newer<T extends VersionedRecord>(int version, int known) implements Decoded<T> {}

  /** Why a value is not a record. */
  enum Problem {
    /** The Kafka record has no value. */
    NO_VALUE,
    /** The value is not JSON. */
    NOT_JSON,
    /** The value does not have the binary format, or it is cut off. */
    MALFORMED,
    /** A required field is missing. */
    INCOMPLETE,
    /** A field has a value that it cannot have. */
    WRONG_VALUE
  }
}
