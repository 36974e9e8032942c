package dev.notifier.contracts;

/** A record on Kafka. It carries the version of its format and knows which values it needs. */
public interface VersionedRecord {
  /** The version of the format that the record has. */
  int v();

  /**
   * What is written as JSON in an older version. The field {@code v} of the result is set by the
   * caller.
   *
   * @param version less than {@link #v()}
   */
  default Object inVersion(int version) {
    return this;
  }

  /** Reports the first value that is missing or cannot be used. */
  void check(RecordCheck check);
}
