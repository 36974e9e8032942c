package dev.notifier.contracts;

/** A record on Kafka. It carries the version of its format and knows which values it needs. */
public interface VersionedRecord {
  /** The version of the format that the record has. */
  int v();

  /** Reports the first value that is missing or cannot be used. */
  void check(RecordCheck check);
}
