package dev.notifier.api.people;

import dev.notifier.contracts.Topics;
import dev.notifier.kafka.topics.TopicSettings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Data about a recipient that an erasure does not reach.
 *
 * @param place a topic, a table or another place
 * @param data what is there, and why
 * @param until when it is deleted
 * @param code which of these it is, for callers who say it in another language
 * @param days how long after it was written it is deleted, if that is all; null if {@code until}
 *     says something else
 */
record RemainingData(String place, String data, String until, String code, @Nullable Long days) {
  private static final String PROCESSED =
      "the record is processed; its file is deleted within 7 days after that";

  private RemainingData(String code, String place, String data, String until) {
    this(place, data, until, code, null);
  }

  /** What is deleted at an age. */
  private static RemainingData aged(String code, String place, String data, Duration age) {
    long days = age.toDays();
    return new RemainingData(place, data, days + " days after it was written", code, days);
  }

  /** What is deleted without a request. The names of topics are prefixes. */
  static final List<RemainingData> LATER =
      List.of(
          new RemainingData(
              "events",
              "notifier.events",
              "events, as they were sent",
              "it is planned and notifier.kafka.keep-events (default 48 h) have passed since it was"
                  + " written; its file is deleted within 7 days after that"),
          aged(
              "events-in",
              Topics.EVENTS_IN,
              "events that upstream systems wrote to Kafka, as they were",
              TopicSettings.CLIENT_RETENTION),
          aged(
              "events-refused",
              Topics.EVENTS_REFUSED,
              "source and id of such events that were refused, without number and data",
              TopicSettings.CLIENT_RETENTION),
          new RemainingData(
              "waiting-messages",
              "notifier.submit",
              "number and text of messages that wait for their route",
              PROCESSED),
          new RemainingData(
              "retried-messages",
              "notifier.retry",
              "number and text of messages that are sent again later",
              PROCESSED),
          new RemainingData(
              "binds",
              Topics.BINDS,
              "numbers in responses and receipts of carriers",
              "seven days after it is processed"),
          aged(
              "receipts",
              Topics.RECEIPTS,
              "numbers in receipts of carriers",
              TopicSettings.STREAM_RETENTION),
          aged(
              "inbound",
              Topics.INBOUND,
              "messages that the recipient sent",
              TopicSettings.STREAM_RETENTION),
          aged(
              "statuses",
              Topics.STATUSES,
              "source and id of events, without number and text",
              TopicSettings.STATUS_RETENTION),
          aged(
              "quarantine",
              Topics.QUARANTINE,
              "records that could not be processed, as they were",
              TopicSettings.QUARANTINE_RETENTION),
          new RemainingData(
              "submissions",
              "submissions",
              "numbers and ids of messages that are on their way, and of receipts without a message",
              "7 days after the last receipt"),
          new RemainingData(
              "jobs",
              "jobs",
              "this request, and the number or the reference in orders of exports that are being"
                  + " written",
              "the job has ended"),
          new RemainingData(
              "batches",
              "batches",
              "numbers and values in files of batches and in their lines, as they were sent",
              "notifier.retention.batches (at most 30 days) after the end of the batch"),
          new RemainingData(
              "exports",
              "exports",
              "numbers and texts in the files of exports, if they were exported in clear",
              "24 hours after the file was written"),
          new RemainingData(
              "backups",
              "PostgreSQL's write-ahead log and backups",
              "earlier versions of what was erased",
              "the end of their own retention"),
          new RemainingData(
              "carriers",
              "carriers",
              "numbers and texts of sent messages",
              "as agreed with the carrier"));

  /** What is kept in spite of a request. */
  static final List<RemainingData> KEPT =
      List.of(
          new RemainingData(
              "notifications",
              "notifications",
              "source and id of the event, type, times, state, segments and the carrier's message"
                  + " ids, without number, text and references: they prove what was paid for",
              "the end of the retention of its event type"),
          new RemainingData(
              "event-digests",
              "event_digests",
              "a digest of source and id of the event, so that a copy is not sent again",
              "the end of notifier.retention.digests"),
          new RemainingData(
              "business-keys",
              "business_keys",
              "an HMAC of type, subject and number, so that a fact is not sent again",
              "the end of the longest business-key window of an event type, and a week"),
          new RemainingData(
              "opt-outs",
              "opt_out_events",
              "what the recipient has opted out of, with an HMAC of the number and without the number,"
                  + " so that it stays in force",
              "it is not deleted, because it must hold"));

  /**
   * Topics without personal data of recipients: the names are prefixes. Keys have HMACs of the
   * numbers of a team, who test.
   */
  static final List<String> TOPICS_WITHOUT =
      List.of(
          Topics.EVENT_TYPES,
          Topics.TEMPLATES,
          Topics.ROUTES,
          Topics.SESSIONS,
          Topics.KEYS,
          Topics.TENANTS,
          Topics.CANCELLED,
          Topics.KNOWLEDGE,
          // Keys are HMACs of numbers, and values have purposes: nothing says whose they are.
          Topics.OPT_OUTS,
          Topics.AUDIT_HEADS);
}
