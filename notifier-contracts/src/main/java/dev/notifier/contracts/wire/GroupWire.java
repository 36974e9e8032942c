package dev.notifier.contracts.wire;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.StatusRecord.CompletedGroup;
import dev.notifier.contracts.StatusRecord.Count;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The message {@code CompletedGroup} of {@code records.proto}. */
final class GroupWire {
  private static final int NAME = 1;
  private static final int TITLE = 2;
  private static final int EXPECTED = 3;
  private static final int AT = 4;
  private static final int COUNTS = 5;

  private static final int COUNT_STATE = 1;
  private static final int COUNT_REASON = 2;
  private static final int COUNT_NUMBER = 3;
  private static final int COUNT_SEGMENTS = 4;

  private GroupWire() {}

  static void write(WireWriter out, CompletedGroup group) {
    out.text(NAME, group.name())
        .text(TITLE, group.title())
        .number(EXPECTED, group.expected())
        .time(AT, group.at())
        .each(COUNTS, group.counts(), GroupWire::writeCount);
  }

  private static void writeCount(WireWriter out, Count count) {
    out.constant(COUNT_STATE, Constants.STATE, count.state())
        .constant(COUNT_REASON, Constants.REASON, count.reason())
        .number(COUNT_NUMBER, count.number())
        .number(COUNT_SEGMENTS, count.segments());
  }

  @SuppressWarnings("NullAway") // A missing field is null; the check of the record finds it.
  static CompletedGroup read(WireReader in) {
    String name = null;
    String title = null;
    long expected = 0;
    Instant at = null;
    List<Count> counts = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case NAME -> name = in.text();
        case TITLE -> title = in.text();
        case EXPECTED -> expected = in.number();
        case AT -> at = in.time();
        case COUNTS -> counts.add(in.message(GroupWire::readCount));
        default -> in.skip();
      }
    }
    return new CompletedGroup(name, title, expected, at, counts);
  }

  @SuppressWarnings("NullAway") // A missing field is null; the check of the record finds it.
  private static Count readCount(WireReader in) {
    NotificationState state = null;
    @Nullable FailureReason reason = null;
    long number = 0;
    long segments = 0;
    while (in.next()) {
      switch (in.field()) {
        case COUNT_STATE -> state = in.constant(Constants.STATE);
        case COUNT_REASON -> reason = in.constant(Constants.REASON);
        case COUNT_NUMBER -> number = in.number();
        case COUNT_SEGMENTS -> segments = in.number();
        default -> in.skip();
      }
    }
    return new Count(state, reason, number, segments);
  }
}
