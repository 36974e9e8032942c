package dev.notifier.contracts.quarantine;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import dev.notifier.contracts.RecordCheck;
import dev.notifier.contracts.RecordFormat;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.VersionedRecord;
import java.time.Instant;

/**
 * Records what was done about a record in the quarantine. A record on {@link Topics#QUARANTINE}
 * with the same key and no value, in its header {@value #HEADER}; these records are the audit
 * trail.
 *
 * @param v version of this format, {@value #VERSION}
 * @param by who did it
 * @param at when
 */
public record QuarantineMark(int v, Action action, String by, Instant at)
    implements VersionedRecord {
  public static final int VERSION = 1;

  /** How it is read. */
  public static final RecordFormat<QuarantineMark> FORMAT =
      new RecordFormat<>(QuarantineMark.class, VERSION);

  /** The header that contains it. */
  public static final String HEADER = "notifier-quarantine-mark";

  /** What was done about the record. */
  public enum Action {
    /** It was written to its topic again. */
    REPLAYED,
    /** It is not needed. */
    DISCARDED,
    /** An action of a newer release. */
    @JsonEnumDefaultValue
    UNKNOWN
  }

  @Override
  public void check(RecordCheck check) {
    check.required("action", action).required("by", by).required("at", at);
  }
}
