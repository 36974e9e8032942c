package dev.notifier.contracts.wire;

import dev.notifier.contracts.StatusRecord.ChangedBatch;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The message {@code ChangedBatch} of {@code records.proto}. */
final class ChangedBatchWire {
  private static final int BATCH = 1;
  private static final int STATE = 2;
  private static final int REASON = 3;
  private static final int AT = 4;

  private ChangedBatchWire() {}

  static void write(WireWriter out, ChangedBatch batch) {
    out.id(BATCH, batch.batch())
        .text(STATE, batch.state())
        .text(REASON, batch.reason())
        .time(AT, batch.at());
  }

  @SuppressWarnings("NullAway") // A missing field is null; the check of the record finds it.
  static ChangedBatch read(WireReader in) {
    UUID batch = null;
    String state = null;
    @Nullable String reason = null;
    Instant at = null;
    while (in.next()) {
      switch (in.field()) {
        case BATCH -> batch = in.id();
        case STATE -> state = in.text();
        case REASON -> reason = in.text();
        case AT -> at = in.time();
        default -> in.skip();
      }
    }
    return new ChangedBatch(batch, state, reason, at);
  }
}
