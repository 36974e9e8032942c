package dev.notifier.contracts.wire;

import dev.notifier.contracts.StatusRecord.ForgedText;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The message {@code ForgedText} of {@code records.proto}. */
final class ForgedTextWire {
  private static final int ALERT = 1;
  private static final int REPORTS = 2;
  private static final int SINCE = 3;
  private static final int INBOUND_ID = 4;
  private static final int AT = 5;

  private ForgedTextWire() {}

  static void write(WireWriter out, ForgedText forged) {
    out.id(ALERT, forged.alert()).number(REPORTS, forged.reports()).time(SINCE, forged.since());
    if (forged.inbound() != null) {
      out.id(INBOUND_ID, forged.inbound());
    }
    out.time(AT, forged.at());
  }

  @SuppressWarnings("NullAway") // A missing field is null; the check of the record finds it.
  static ForgedText read(WireReader in) {
    UUID alert = null;
    int reports = 0;
    Instant since = null;
    @Nullable UUID inbound = null;
    Instant at = null;
    while (in.next()) {
      switch (in.field()) {
        case ALERT -> alert = in.id();
        case REPORTS -> reports = in.integer();
        case SINCE -> since = in.time();
        case INBOUND_ID -> inbound = in.id();
        case AT -> at = in.time();
        default -> in.skip();
      }
    }
    return new ForgedText(alert, reports, since, inbound, at);
  }
}
