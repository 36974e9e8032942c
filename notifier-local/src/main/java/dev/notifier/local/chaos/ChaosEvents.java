package dev.notifier.local.chaos;

import dev.notifier.local.bench.EventSource;
import dev.notifier.local.bench.TestRecipients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Creates events of three shipped types: with one segment, with several GSM-7 segments, and with
 * several UCS-2 segments. Each has its own id and number; the seed and the index determine its
 * type. Thread-safe.
 */
final class ChaosEvents implements EventSource {
  /** Limits how long retries, and with them the run, can last. */
  static final Duration EXPIRES_AFTER = Duration.ofMinutes(10);

  private static final ZoneOffset ZONE = ZoneOffset.ofHours(7);
  private static final int TYPE_RANGE = 10;
  private static final int CARDS_BELOW = 5;
  private static final int CONTRIBUTIONS_BELOW = 8;

  private final String run;
  private final int seed;
  private final TestRecipients recipients;

  ChaosEvents(String run, int seed) {
    this.run = run;
    this.seed = seed;
    this.recipients = new TestRecipients(seed);
  }

  /** The source of the events of this run, by which the database finds them. */
  String source() {
    return "/chaos/" + run;
  }

  String id(int index) {
    return run + "-" + index;
  }

  /** The index of an event with this id. */
  int index(String id) {
    return Integer.parseInt(id.substring(run.length() + 1));
  }

  @Override
  public byte[] batch(List<Integer> indexes) {
    var json = new StringBuilder("[");
    var now = OffsetDateTime.now(ZONE).truncatedTo(ChronoUnit.SECONDS);
    for (var index : indexes) {
      json.append(json.length() > 1 ? "," : "").append(event(index, now));
    }
    return json.append(']').toString().getBytes(StandardCharsets.UTF_8);
  }

  private String event(int index, OffsetDateTime now) {
    var draw = new SplittableRandom(seed * 1_000_003L + index).nextInt(TYPE_RANGE);
    var type =
        draw < CARDS_BELOW
            ? "card.expiring"
            : draw < CONTRIBUTIONS_BELOW ? "contribution.received" : "case.decided";
    return String.format(
        Locale.ROOT,
        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"%s\",\"type\":\"%s\",\"time\":\"%s\","
            + "\"datacontenttype\":\"application/json\",\"data\":{\"expiresAt\":\"%s\","
            + "\"recipient\":{\"kind\":\"CITIZEN\",\"phone\":\"%s\",\"fullName\":\"%s\"},%s}}",
        id(index),
        source(),
        type,
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(now),
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(now.plus(EXPIRES_AFTER)),
        recipients.phone(index),
        recipients.name(index),
        data(type, index, now));
  }

  private static String data(String type, int index, OffsetDateTime now) {
    var day = now.toLocalDate();
    return switch (type) {
      case "card.expiring" ->
          String.format(
              Locale.ROOT,
              "\"cardNo\":\"HC4%012d\",\"validTo\":\"%s\",\"daysLeft\":30",
              index,
              day.plusDays(30));
      case "contribution.received" ->
          String.format(
              Locale.ROOT,
              "\"personId\":\"79%08d\",\"unitName\":\"Công ty May An Phát số %d\","
                  + "\"month\":\"2026-10\",\"totalMonths\":%d",
              index,
              index,
              index % 400);
      default ->
          String.format(
              Locale.ROOT,
              "\"caseCode\":\"HS-%08d\",\"outcome\":\"GRANTED\",\"decidedDate\":\"%s\","
                  + "\"officeName\":\"BHXH Sơn La\"",
              index,
              day);
    };
  }
}
