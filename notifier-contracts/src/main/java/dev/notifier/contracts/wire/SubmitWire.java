package dev.notifier.contracts.wire;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.QuietHours;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.contracts.origin.MessageOrigin;
import dev.notifier.contracts.origin.MessageSubject;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The message {@code SubmitRecord} of {@code records.proto}. */
final class SubmitWire {
  private static final int ROUTE = 2;
  private static final int LANE = 3;
  private static final int CATEGORY = 4;
  private static final int PHONE = 5;
  private static final int TEMPLATE_ID = 6;
  private static final int TEMPLATE_VERSION = 7;
  private static final int LOCALE = 8;
  private static final int ENCODING = 9;
  private static final int REFERENCE = 10;
  private static final int TEXTS = 11;
  private static final int PENDING = 12;
  private static final int ATTEMPT = 13;
  private static final int RESENT = 16;
  private static final int HOPS = 17;
  private static final int EXPIRES_AT = 18;
  private static final int SENDER = 19;
  private static final int ORIGIN = 20;
  private static final int ACCEPTED_AT = 21;
  private static final int ABOUT = 22;
  private static final int QUIET_HOURS = 23;

  private static final int MINUTES_OF_DAY = 1_440;
  private static final int MINUTES_OF_HOUR = 60;

  private SubmitWire() {}

  /**
   * Writes the fields.
   *
   * @throws IllegalArgumentException if no segment is pending: such a message must not be sent
   */
  static void write(WireWriter out, SubmitRecord record) {
    if (record.pending().isEmpty()) {
      throw new IllegalArgumentException("a message to submit needs a pending segment: " + record);
    }
    TemplateRef template = record.template();
    out.text(ROUTE, record.route())
        .constant(LANE, Constants.LANE, record.lane())
        .constant(CATEGORY, Constants.CATEGORY, record.category())
        .text(PHONE, record.phone())
        .text(TEMPLATE_ID, template.id())
        .number(TEMPLATE_VERSION, template.version())
        .text(LOCALE, template.locale())
        .text(ENCODING, record.encoding())
        .number(REFERENCE, record.reference())
        .texts(TEXTS, record.texts());
    if (!record.pending().equals(all(record.texts().size()))) {
      out.packed(PENDING, record.pending());
    }
    out.number(ATTEMPT, record.attempt(), 1)
        .id(RecordWire.NOTIFICATION_ID, record.notificationId())
        .flag(RESENT, record.resent())
        .number(HOPS, record.hops())
        .time(EXPIRES_AT, record.expiresAt())
        .text(SENDER, record.sender());
    MessageOrigin origin = record.origin();
    if (origin != null) {
      out.bytes(ORIGIN, origin.bytes()).time(ACCEPTED_AT, origin.acceptedAt());
    }
    MessageSubject about = record.about();
    if (about != null) {
      out.bytes(ABOUT, about.bytes());
    }
    QuietHours quiet = record.quietHours();
    if (quiet != null) {
      out.number(QUIET_HOURS, 1 + MINUTES_OF_DAY * minute(quiet.from()) + minute(quiet.until()));
    }
  }

  private static int minute(LocalTime time) {
    return MINUTES_OF_HOUR * time.getHour() + time.getMinute();
  }

  /** Null for what no release writes: it must not keep a message from being sent. */
  private static @Nullable QuietHours quietHours(int number) {
    int from = (number - 1) / MINUTES_OF_DAY;
    int until = (number - 1) % MINUTES_OF_DAY;
    return number <= 1 || from >= MINUTES_OF_DAY || from == until
        ? null
        : new QuietHours(LocalTime.MIN.plusMinutes(from), LocalTime.MIN.plusMinutes(until));
  }

  static SubmitRecord read(WireReader in) {
    Fields fields = new Fields();
    while (in.next()) {
      if (!fields.readMessage(in)) {
        fields.readProgress(in);
      }
    }
    return fields.record(in.version());
  }

  /** A message with more segments is refused. */
  private static List<Integer> all(int texts) {
    int segments = Math.min(texts, JournalRecord.MAX_SEGMENTS);
    return segments == 1 ? List.of(1) : IntStream.rangeClosed(1, segments).boxed().toList();
  }

  /** The fields that were read so far. */
  @SuppressWarnings("NullAway") // A missing field is null; the check of the record finds it.
  private static final class Fields {
    private UUID notificationId;
    private String route;
    private Lane lane;
    private Category category;
    private String phone;
    private String templateId;
    private int templateVersion;
    private String locale;
    private String encoding;
    private int reference;
    private final List<String> texts = new ArrayList<>(1);
    private @Nullable List<Integer> pending;
    private int attempt = 1;
    private boolean resent;
    private int hops;
    private @Nullable Instant expiresAt;
    private @Nullable String sender;
    private byte @Nullable [] origin;
    private @Nullable Instant acceptedAt;
    private byte @Nullable [] about;
    private int quietHours;

    /** Reads what is the same in each attempt. */
    boolean readMessage(WireReader in) {
      switch (in.field()) {
        case ROUTE -> route = in.text();
        case LANE -> lane = in.constant(Constants.LANE);
        case CATEGORY -> category = in.constant(Constants.CATEGORY);
        case PHONE -> phone = in.text();
        case TEMPLATE_ID -> templateId = in.text();
        case TEMPLATE_VERSION -> templateVersion = in.integer();
        case LOCALE -> locale = in.text();
        case ENCODING -> encoding = in.text();
        case REFERENCE -> reference = in.integer();
        case TEXTS -> texts.add(in.text());
        case RecordWire.NOTIFICATION_ID -> notificationId = in.id();
        case EXPIRES_AT -> expiresAt = in.time();
        case SENDER -> sender = in.text();
        case ORIGIN -> origin = in.bytes();
        case ACCEPTED_AT -> acceptedAt = in.time();
        case ABOUT -> about = in.bytes();
        case QUIET_HOURS -> quietHours = in.integer();
        default -> {
          return false;
        }
      }
      return true;
    }

    void readProgress(WireReader in) {
      switch (in.field()) {
        case PENDING -> {
          pending = pending == null ? new ArrayList<>() : pending;
          in.integers(pending);
        }
        case ATTEMPT -> attempt = in.integer();
        case RESENT -> resent = in.flag();
        case HOPS -> hops = in.integer();
        default -> in.skip();
      }
    }

    SubmitRecord record(int version) {
      return new SubmitRecord(
          version,
          notificationId,
          route,
          lane,
          category,
          phone,
          templateId == null ? null : new TemplateRef(templateId, templateVersion, locale),
          encoding,
          reference,
          texts,
          // A list that is there and empty is not "all": the check of the record refuses it.
          pending == null ? all(texts.size()) : pending,
          attempt,
          resent,
          hops,
          expiresAt,
          sender,
          origin == null || acceptedAt == null ? null : MessageOrigin.of(origin, acceptedAt),
          about == null ? null : MessageSubject.of(about),
          quietHours(quietHours));
    }
  }
}
