package dev.notifier.contracts.wire;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.StatusRecord.Change;
import dev.notifier.contracts.StatusRecord.Origin;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The message {@code StatusRecord} of {@code records.proto}. Sources, types, confidences, groups,
 * templates and batches are written once, as names, and changes refer to them by their position.
 */
final class StatusWire {
  private static final int TENANT = 2;
  private static final int TIME = 3;
  private static final int NAMES = 4;
  private static final int CHANGES = 5;
  private static final int GROUP = 6;
  private static final int WRONG = 7;
  private static final int BATCH = 8;
  private static final int FORGED = 9;

  private static final int CHANGE_ID = 1;
  private static final int CHANGE_EVENT_ID = 2;
  private static final int CHANGE_SOURCE = 3;
  private static final int CHANGE_TYPE = 4;
  private static final int CHANGE_STATE = 5;
  private static final int CHANGE_REASON = 6;
  private static final int CHANGE_CONFIDENCE = 7;
  private static final int CHANGE_POSSIBLE_DUPLICATE = 8;
  private static final int CHANGE_SEGMENTS = 9;
  private static final int CHANGE_AT = 10;
  private static final int CHANGE_GROUP = 11;
  private static final int CHANGE_TEMPLATE = 12;
  private static final int CHANGE_TEMPLATE_VERSION = 13;
  private static final int CHANGE_BATCH = 14;

  private StatusWire() {}

  static void write(WireWriter out, StatusRecord record) {
    Names names = new Names();
    for (Change change : record.changes()) {
      names.add(change.source());
      names.add(change.type());
      names.add(change.confidence());
      names.add(change.origin().group());
      names.add(change.origin().template());
      names.add(text(change.origin().batch()));
    }
    Instant time = record.changes().isEmpty() ? Instant.EPOCH : record.changes().getFirst().at();
    out.text(TENANT, record.tenant())
        .time(TIME, time)
        .texts(NAMES, names.positions.keySet())
        .each(CHANGES, record.changes(), (in, change) -> writeChange(in, change, names, time));
    if (record.group() != null) {
      out.message(GROUP, record.group(), GroupWire::write);
    }
    if (record.wrong() != null) {
      out.message(WRONG, record.wrong(), WrongPersonWire::write);
    }
    if (record.batch() != null) {
      out.message(BATCH, record.batch(), ChangedBatchWire::write);
    }
    if (record.forged() != null) {
      out.message(FORGED, record.forged(), ForgedTextWire::write);
    }
  }

  private static void writeChange(WireWriter out, Change change, Names names, Instant time) {
    out.id(CHANGE_ID, change.notificationId())
        .text(CHANGE_EVENT_ID, change.eventId())
        .name(CHANGE_SOURCE, names.of(change.source()))
        .name(CHANGE_TYPE, names.of(change.type()))
        .constant(CHANGE_STATE, Constants.STATE, change.state())
        .constant(CHANGE_REASON, Constants.REASON, change.reason())
        .name(CHANGE_CONFIDENCE, names.of(change.confidence()))
        .flag(CHANGE_POSSIBLE_DUPLICATE, change.possibleDuplicate())
        .number(CHANGE_SEGMENTS, change.segments(), 1)
        .signed(CHANGE_AT, WireWriter.micros(change.at()) - WireWriter.micros(time))
        .name(CHANGE_GROUP, names.of(change.origin().group()))
        .name(CHANGE_TEMPLATE, names.of(change.origin().template()))
        .number(CHANGE_TEMPLATE_VERSION, change.origin().templateVersion(), 0)
        .name(CHANGE_BATCH, names.of(text(change.origin().batch())));
  }

  private static @Nullable String text(@Nullable UUID id) {
    return id == null ? null : id.toString();
  }

  static StatusRecord read(WireReader in) {
    Fields fields = new Fields();
    while (in.next()) {
      fields.read(in);
    }
    return fields.record(in.version());
  }

  /** The names of a record and their positions. */
  private static final class Names {
    private final Map<String, Integer> positions = new LinkedHashMap<>();

    void add(@Nullable String name) {
      if (name != null) {
        positions.putIfAbsent(name, positions.size());
      }
    }

    @Nullable Integer of(@Nullable String name) {
      return name == null ? null : positions.get(name);
    }
  }

  /** The fields that were read so far. */
  @SuppressWarnings("NullAway") // A missing field is null; the check of the record finds it.
  private static final class Fields {
    private String tenant;
    private long timeMicros;
    private final List<String> names = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private StatusRecord.@Nullable CompletedGroup group;
    private StatusRecord.@Nullable WrongPerson wrong;
    private StatusRecord.@Nullable ChangedBatch batch;
    private StatusRecord.@Nullable ForgedText forged;

    void read(WireReader in) {
      switch (in.field()) {
        case TENANT -> tenant = in.text();
        case TIME -> timeMicros = in.number();
        case NAMES -> names.add(in.text());
        case CHANGES -> changes.add(in.message(change -> new ChangeFields(this).read(change)));
        case GROUP -> group = in.message(GroupWire::read);
        case WRONG -> wrong = in.message(WrongPersonWire::read);
        case BATCH -> batch = in.message(ChangedBatchWire::read);
        case FORGED -> forged = in.message(ForgedTextWire::read);
        default -> in.skip();
      }
    }

    String name(WireReader in) {
      long position = in.number();
      if (position < 0 || position >= names.size()) {
        throw new MalformedRecordException("field " + in.field() + " is not a name of the record");
      }
      return names.get((int) position);
    }

    StatusRecord record(int version) {
      return new StatusRecord(version, tenant, changes, group, wrong, batch, forged);
    }
  }

  /** The fields of a change that were read so far. */
  @SuppressWarnings("NullAway") // A missing field is null; the check of the record finds it.
  private static final class ChangeFields {
    private final Fields record;
    private UUID notificationId;
    private String eventId;
    private String source;
    private String type;
    private NotificationState state;
    private @Nullable FailureReason reason;
    private @Nullable String confidence;
    private boolean possibleDuplicate;
    private int segments = 1;
    private long atMicros;
    private @Nullable String group;
    private @Nullable String template;
    private int templateVersion;
    private @Nullable UUID batch;

    ChangeFields(Fields record) {
      this.record = record;
      this.atMicros = record.timeMicros;
    }

    Change read(WireReader in) {
      while (in.next()) {
        switch (in.field()) {
          case CHANGE_ID -> notificationId = in.id();
          case CHANGE_EVENT_ID -> eventId = in.text();
          case CHANGE_SOURCE -> source = record.name(in);
          case CHANGE_TYPE -> type = record.name(in);
          case CHANGE_STATE -> state = in.constant(Constants.STATE);
          case CHANGE_REASON -> reason = in.constant(Constants.REASON);
          case CHANGE_CONFIDENCE -> confidence = record.name(in);
          case CHANGE_POSSIBLE_DUPLICATE -> possibleDuplicate = in.flag();
          case CHANGE_SEGMENTS -> segments = in.integer();
          case CHANGE_AT -> atMicros = record.timeMicros + in.signed();
          case CHANGE_GROUP -> group = record.name(in);
          case CHANGE_TEMPLATE -> template = record.name(in);
          case CHANGE_TEMPLATE_VERSION -> templateVersion = in.integer();
          case CHANGE_BATCH -> batch = id(record.name(in));
          default -> in.skip();
        }
      }
      return change();
    }

    private static UUID id(String text) {
      try {
        return UUID.fromString(text);
      } catch (IllegalArgumentException _) {
        throw new MalformedRecordException("the batch of a change is not a UUID");
      }
    }

    private Change change() {
      if (notificationId == null) {
        throw new MalformedRecordException("a change has no notification id");
      }
      return new Change(
          notificationId,
          source,
          eventId,
          type,
          state,
          reason,
          confidence,
          possibleDuplicate,
          segments,
          Instant.EPOCH.plus(atMicros, ChronoUnit.MICROS),
          new Origin(group, template, templateVersion, batch));
    }
  }
}
