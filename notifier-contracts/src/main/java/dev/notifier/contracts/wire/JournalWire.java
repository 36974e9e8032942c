package dev.notifier.contracts.wire;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.JournalRecord.Transfer;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.contracts.Lane;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The message {@code JournalRecord} of {@code records.proto}. What all elements share is written
 * once: their route, and the number and the time from which theirs are counted.
 */
final class JournalWire {
  private static final int ROUTE = 2;
  private static final int SESSION = 3;
  private static final int FIRST_NUMBER = 4;
  private static final int TIME_MS = 5;
  private static final int INTENTS = 6;
  private static final int RESPONSES = 7;
  private static final int UNCONFIRMED = 8;
  private static final int DROPS = 9;
  private static final int TRANSFERS = 10;
  private static final int LANES = 11;
  private static final int RELEASED = 12;
  private static final int CHECKPOINT = 13;
  private static final int RECEIPTS = 16;

  private static final int LANE_LANE = 1;
  private static final int LANE_OFFSET = 2;

  private static final int CHECKPOINT_PENDING = 1;

  private JournalWire() {}

  static void write(WireWriter out, JournalRecord record) {
    JournalBase base = JournalBase.of(record);
    JournalElements.Writer elements = new JournalElements.Writer(base);
    out.text(ROUTE, record.route())
        .number(SESSION, record.session())
        .number(FIRST_NUMBER, base.number())
        .number(TIME_MS, base.timeMs())
        .each(INTENTS, record.intents(), elements::intent)
        .each(RESPONSES, record.responses(), elements::response)
        .each(UNCONFIRMED, record.unconfirmed(), elements::unconfirmed)
        .each(DROPS, record.drops(), elements::drop)
        .each(TRANSFERS, record.transfers(), elements::transfer)
        .each(LANES, record.lanes().entrySet(), JournalWire::writeLane)
        .flag(RELEASED, record.released());
    if (record.checkpoint() != null) {
      out.message(
          CHECKPOINT,
          record.checkpoint(),
          (in, pending) -> in.each(CHECKPOINT_PENDING, pending, elements::intent));
    }
    out.each(RECEIPTS, record.receipts(), InboundWire::writeReceipt);
  }

  private static void writeLane(WireWriter out, Map.Entry<Lane, Long> lane) {
    out.constant(LANE_LANE, Constants.LANE, lane.getKey()).number(LANE_OFFSET, lane.getValue());
  }

  static JournalRecord read(WireReader in) {
    Fields fields = new Fields();
    while (in.next()) {
      if (!fields.readElement(in)) {
        fields.read(in);
      }
    }
    return fields.record(in.version());
  }

  /** The fields that were read so far. */
  @SuppressWarnings("NullAway") // A missing field is null; the check of the record finds it.
  private static final class Fields {
    private String route;
    private int session;
    private long firstNumber;
    private long timeMs;
    private final List<SubmitIntent> intents = new ArrayList<>(0);
    private final List<Response> responses = new ArrayList<>(0);
    private final List<Unconfirmed> unconfirmed = new ArrayList<>(0);
    private final List<Drop> drops = new ArrayList<>(0);
    private final List<Transfer> transfers = new ArrayList<>(0);
    private final Map<Lane, Long> lanes = new EnumMap<>(Lane.class);
    private boolean released;
    private @Nullable List<SubmitIntent> checkpoint;
    private final List<InboundRecord> receipts = new ArrayList<>(0);

    boolean readElement(WireReader in) {
      JournalElements.Reader elements =
          new JournalElements.Reader(new JournalBase(route, firstNumber, timeMs));
      switch (in.field()) {
        case INTENTS -> intents.add(in.message(elements::intent));
        case RESPONSES -> responses.add(in.message(elements::response));
        case UNCONFIRMED -> unconfirmed.add(in.message(elements::unconfirmed));
        case DROPS -> drops.add(in.message(elements::drop));
        case TRANSFERS -> transfers.add(in.message(elements::transfer));
        case CHECKPOINT -> checkpoint = in.message(message -> pending(message, elements));
        default -> {
          return false;
        }
      }
      return true;
    }

    void read(WireReader in) {
      switch (in.field()) {
        case ROUTE -> route = in.text();
        case SESSION -> session = in.integer();
        case FIRST_NUMBER -> firstNumber = in.number();
        case TIME_MS -> timeMs = in.number();
        case LANES -> in.message(this::readLane);
        case RELEASED -> released = in.flag();
        case RECEIPTS -> receipts.add(in.message(this::receipt));
        default -> in.skip();
      }
    }

    private static List<SubmitIntent> pending(WireReader in, JournalElements.Reader elements) {
      List<SubmitIntent> pending = new ArrayList<>();
      while (in.next()) {
        if (in.field() == CHECKPOINT_PENDING) {
          pending.add(in.message(elements::intent));
        } else {
          in.skip();
        }
      }
      return pending;
    }

    private InboundRecord receipt(WireReader in) {
      return InboundWire.readReceipt(in, route, session);
    }

    /** A lane of a newer release is left out. */
    private Map<Lane, Long> readLane(WireReader in) {
      Lane lane = null;
      long offset = 0;
      while (in.next()) {
        switch (in.field()) {
          case LANE_LANE -> lane = in.constant(Constants.LANE);
          case LANE_OFFSET -> offset = in.number();
          default -> in.skip();
        }
      }
      if (lane != null) {
        lanes.put(lane, offset);
      }
      return lanes;
    }

    JournalRecord record(int version) {
      return new JournalRecord(
          version,
          route,
          session,
          intents,
          responses,
          unconfirmed,
          drops,
          transfers,
          lanes,
          released,
          checkpoint,
          receipts);
    }
  }
}
