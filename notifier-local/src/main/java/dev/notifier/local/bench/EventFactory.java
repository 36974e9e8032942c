package dev.notifier.local.bench;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * Creates the events of a run. Each has an id, a number and a text that no other event of the run
 * has; each text is one GSM-7 segment. The same index gives the same event, so that an event can be
 * posted again without having been stored. Thread-safe.
 */
final class EventFactory implements EventSource {
  static final String EVENT_TYPE = "card.expiring";

  private static final int DAYS_LEFT = 30;

  private static final int TAIL_VALUES = 10_000;

  private final String source;
  private final String run;
  private final OffsetDateTime time;
  private final String formattedTime;
  private final long salt;
  private final TestRecipients recipients;

  /**
   * @param run the name of the run, which no other run has
   * @param salt 0 or more; makes the texts of two runs differ, so that an SMSC which remembers one
   *     run does not count the messages of the other as repeated
   */
  EventFactory(String run, OffsetDateTime time, long salt) {
    this.run = run;
    this.source = "/bench/" + run;
    this.time = time.truncatedTo(ChronoUnit.SECONDS);
    this.formattedTime = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(this.time);
    this.salt = salt;
    this.recipients = new TestRecipients(salt);
  }

  /** The source of the events of this run, by which the database finds them. */
  String source() {
    return source;
  }

  @Override
  public byte[] batch(List<Integer> indexes) {
    var json = new StringBuilder(indexes.size() * 512).append('[');
    for (var index : indexes) {
      if (json.length() > 1) {
        json.append(',');
      }
      append(index, json);
    }
    return json.append(']').toString().getBytes(StandardCharsets.UTF_8);
  }

  private void append(int index, StringBuilder json) {
    var card = card(index);
    var validTo = time.toLocalDate().plusDays(DAYS_LEFT);
    json.append("{\"specversion\":\"1.0\",\"id\":\"").append(run).append('-').append(index);
    json.append("\",\"source\":\"").append(source);
    json.append("\",\"type\":\"").append(EVENT_TYPE);
    json.append("\",\"time\":\"").append(formattedTime);
    json.append("\",\"subject\":\"").append(card).append('|').append(validTo).append("|D30");
    json.append("\",\"datacontenttype\":\"application/json\",\"data\":{\"recipient\":");
    json.append("{\"kind\":\"CITIZEN\",\"phone\":\"").append(recipients.phone(index));
    json.append("\",\"honorific\":\"").append(index % 2 == 0 ? "Bà" : "Ông");
    json.append("\",\"fullName\":\"").append(recipients.name(index));
    json.append("\",\"locale\":\"vi\"},\"cardNo\":\"").append(card);
    json.append("\",\"validTo\":\"").append(validTo).append("\",\"daysLeft\":");
    json.append(DAYS_LEFT).append("}}");
  }

  /** A card number; the text shows its last four digits. */
  private String card(int index) {
    var head = (salt + index / TAIL_VALUES) % 100_000_000;
    return String.format(Locale.ROOT, "HC4%08d%04d", head, index % TAIL_VALUES);
  }
}
