package dev.notifier.contracts.wire;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.JournalRecord.Transfer;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SegmentId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a journal record. A field has the same number in each of their messages; see
 * {@code records.proto}.
 */
final class JournalElements {
  private static final int NOTIFICATION_ID = 1;
  private static final int SEGMENT = 2;
  private static final int OF = 3;
  private static final int NUMBER = 4;
  private static final int ATTEMPT = 5;
  private static final int RESENT = 6;
  private static final int RESENDABLE = 7;
  private static final int LANE = 8;
  private static final int OFFSET = 9;
  private static final int OUTCOME = 10;
  private static final int COMMAND_STATUS = 11;
  private static final int MESSAGE_ID = 12;
  private static final int REASON = 13;
  private static final int WRITTEN_AT = 14;
  private static final int AT = 15;
  private static final int PHONE = 16;
  private static final int ROUTE = 17;
  private static final int RETRY_AT = 18;

  private JournalElements() {}

  /** Writes elements. */
  record Writer(JournalBase base) {
    void intent(WireWriter out, SubmitIntent intent) {
      segment(out, intent.segment(), intent.of());
      out.signed(NUMBER, intent.number() - base.number())
          .number(ATTEMPT, intent.attempt(), 1)
          .flag(RESENT, intent.resent())
          .flag(RESENDABLE, intent.resendable())
          .constant(LANE, Constants.LANE, intent.lane())
          .number(OFFSET, intent.offset());
    }

    void response(WireWriter out, Response response) {
      segment(out, response.segment(), response.of());
      out.signed(NUMBER, response.number() - base.number())
          .number(ATTEMPT, response.attempt(), 1)
          .flag(RESENT, response.resent())
          .constant(OUTCOME, Constants.OUTCOME, response.outcome())
          .number(COMMAND_STATUS, response.commandStatus())
          .text(MESSAGE_ID, response.messageId())
          .constant(REASON, Constants.REASON, response.reason())
          .signed(WRITTEN_AT, response.writtenAtMs() - base.timeMs())
          .signed(AT, response.respondedAtMs() - base.timeMs())
          .text(PHONE, response.phone());
    }

    void unconfirmed(WireWriter out, Unconfirmed unconfirmed) {
      segment(out, unconfirmed.segment(), unconfirmed.of());
      out.signed(NUMBER, unconfirmed.number() - base.number())
          .flag(RESENT, unconfirmed.resent())
          .signed(AT, unconfirmed.atMs() - base.timeMs());
    }

    void drop(WireWriter out, Drop drop) {
      segment(out, drop.segment(), drop.of());
      out.constant(REASON, Constants.REASON, drop.reason()).signed(AT, drop.atMs() - base.timeMs());
    }

    void transfer(WireWriter out, Transfer transfer) {
      Long retryAt = transfer.retryAtMs();
      out.id(NOTIFICATION_ID, transfer.notificationId())
          .constant(REASON, Constants.REASON, transfer.reason())
          .signed(AT, transfer.atMs() - base.timeMs())
          .text(ROUTE, transfer.route().equals(base.route()) ? null : transfer.route());
      if (retryAt != null) {
        out.signed(RETRY_AT, retryAt - base.timeMs());
      }
    }

    private static void segment(WireWriter out, SegmentId segment, int of) {
      out.id(NOTIFICATION_ID, segment.notificationId())
          .number(SEGMENT, segment.number(), 1)
          .number(OF, of, 1);
    }
  }

  /** Reads elements. */
  record Reader(JournalBase base) {
    SubmitIntent intent(WireReader in) {
      Fields fields = Fields.of(in, base);
      return new SubmitIntent(
          fields.number,
          fields.segment(),
          fields.of,
          fields.attempt,
          fields.resent,
          fields.resendable,
          fields.lane,
          fields.offset);
    }

    Response response(WireReader in) {
      Fields fields = Fields.of(in, base);
      return new Response(
          fields.number,
          fields.segment(),
          fields.of,
          fields.attempt,
          fields.resent,
          fields.outcome,
          fields.commandStatus,
          fields.messageId,
          fields.reason,
          fields.writtenAtMs,
          fields.atMs,
          fields.phone);
    }

    Unconfirmed unconfirmed(WireReader in) {
      Fields fields = Fields.of(in, base);
      return new Unconfirmed(
          fields.number, fields.segment(), fields.of, fields.resent, fields.atMs);
    }

    Drop drop(WireReader in) {
      Fields fields = Fields.of(in, base);
      return new Drop(fields.segment(), fields.of, fields.reason, fields.atMs);
    }

    Transfer transfer(WireReader in) {
      Fields fields = Fields.of(in, base);
      return new Transfer(
          fields.notificationId, fields.route, fields.atMs, fields.retryAtMs, fields.reason);
    }
  }

  /** The fields of all elements: each element uses its own. */
  @SuppressWarnings("NullAway") // A missing field is null; the check of the record finds it.
  private static final class Fields {
    private UUID notificationId;
    private int segment = 1;
    private int of = 1;
    private long number;
    private int attempt = 1;
    private boolean resent;
    private boolean resendable;
    private Lane lane;
    private long offset;
    private Outcome outcome;
    private int commandStatus;
    private @Nullable String messageId;
    private FailureReason reason;
    private long writtenAtMs;
    private long atMs;
    private @Nullable String phone;
    private String route;
    private @Nullable Long retryAtMs;

    static Fields of(WireReader in, JournalBase base) {
      Fields fields = new Fields();
      fields.number = base.number();
      fields.writtenAtMs = base.timeMs();
      fields.atMs = base.timeMs();
      fields.route = base.route();
      while (in.next()) {
        if (!fields.readIntent(in, base)) {
          fields.readOutcome(in, base);
        }
      }
      // Otherwise a record could have elements of two bytes, which take fifty times as much memory.
      if (fields.notificationId == null) {
        throw new MalformedRecordException("an element has no notification id");
      }
      return fields;
    }

    private boolean readIntent(WireReader in, JournalBase base) {
      switch (in.field()) {
        case NOTIFICATION_ID -> notificationId = in.id();
        case SEGMENT -> segment = in.integer();
        case OF -> of = in.integer();
        case NUMBER -> number = base.number() + in.signed();
        case ATTEMPT -> attempt = in.integer();
        case RESENT -> resent = in.flag();
        case RESENDABLE -> resendable = in.flag();
        case LANE -> lane = in.constant(Constants.LANE);
        case OFFSET -> offset = in.number();
        default -> {
          return false;
        }
      }
      return true;
    }

    private void readOutcome(WireReader in, JournalBase base) {
      switch (in.field()) {
        case OUTCOME -> outcome = in.constant(Constants.OUTCOME);
        case COMMAND_STATUS -> commandStatus = in.integer();
        case MESSAGE_ID -> messageId = in.text();
        case REASON -> reason = in.constant(Constants.REASON);
        case WRITTEN_AT -> writtenAtMs = base.timeMs() + in.signed();
        case AT -> atMs = base.timeMs() + in.signed();
        case PHONE -> phone = in.text();
        case ROUTE -> route = in.text();
        case RETRY_AT -> retryAtMs = base.timeMs() + in.signed();
        default -> in.skip();
      }
    }

    private SegmentId segment() {
      return new SegmentId(notificationId, segment);
    }
  }
}
