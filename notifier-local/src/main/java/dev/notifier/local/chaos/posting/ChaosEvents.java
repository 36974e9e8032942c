package dev.notifier.local.chaos.posting;

import dev.notifier.contracts.Lane;
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
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Creates events of four shipped types, three of the normal lane and one of the bulk lane: with one
 * segment, with several GSM-7 segments, and with several UCS-2 segments. From {@link #FIRST_PROBE}
 * on, it creates urgent events. Each has its own id and number; the seed and the index determine
 * its type. Thread-safe.
 */
public final class ChaosEvents implements EventSource {
  /** Limits how long retries, and with them the run, can last. */
  static final Duration EXPIRES_AFTER = Duration.ofMinutes(10);

  /** The index of the first urgent event; no run has as many others. */
  public static final int FIRST_PROBE = 100_000_000;

  /** No retry of an event for a {@link MarkedNumber} succeeds, so it does not need longer. */
  private static final Duration MARKED_EXPIRES_AFTER = Duration.ofMinutes(3);

  private static final ZoneOffset ZONE = ZoneOffset.ofHours(7);
  private static final int TYPE_RANGE = 10;
  private static final int CARDS_BELOW = 4;
  private static final int CONTRIBUTIONS_BELOW = 6;
  private static final int CASES_BELOW = 8;
  private static final int TAIL_VALUES = 1_000_000;

  private final String run;
  private final int seed;
  private final boolean marked;
  private final TestRecipients recipients;

  /**
   * @param marked whether some events are for a {@link MarkedNumber}
   */
  public ChaosEvents(String run, int seed, boolean marked) {
    this.run = run;
    this.seed = seed;
    this.marked = marked;
    this.recipients = new TestRecipients(seed);
  }

  /** The source of the events of this run, by which the database finds them. */
  public String source() {
    return "/chaos/" + run;
  }

  public String id(int index) {
    return run + "-" + index;
  }

  /** The index of an event with this id. */
  public int index(String id) {
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
    var type = type(index);
    var expiresAfter = marked(index).isPresent() ? MARKED_EXPIRES_AFTER : EXPIRES_AFTER;
    return String.format(
        Locale.ROOT,
        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"%s\",\"type\":\"%s\",\"time\":\"%s\","
            + "\"datacontenttype\":\"application/json\",\"data\":{\"expiresAt\":\"%s\","
            + "\"recipient\":{\"kind\":\"CITIZEN\",\"phone\":\"%s\",\"fullName\":\"%s\"},%s}}",
        id(index),
        source(),
        type,
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(now),
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(now.plus(expiresAfter)),
        phone(index),
        recipients.name(index),
        data(type, index, now));
  }

  private String type(int index) {
    if (index >= FIRST_PROBE) {
      return "account.password.reset";
    }
    var draw = new SplittableRandom(seed * 1_000_003L + index).nextInt(TYPE_RANGE);
    if (draw < CARDS_BELOW) {
      return "card.expiring";
    }
    return draw < CONTRIBUTIONS_BELOW
        ? "contribution.received"
        : draw < CASES_BELOW ? "case.decided" : "notice.published";
  }

  /** The lane of the event of this index. */
  public Lane lane(int index) {
    return switch (type(index)) {
      case "account.password.reset" -> Lane.URGENT;
      case "notice.published" -> Lane.BULK;
      default -> Lane.NORMAL;
    };
  }

  private Optional<MarkedNumber> marked(int index) {
    return marked && index < FIRST_PROBE ? MarkedNumber.of(index) : Optional.empty();
  }

  private String phone(int index) {
    if (index >= FIRST_PROBE) {
      // By turns a number of the first and of the second route.
      return (index % 2 == 0 ? "0988" : "0918")
          + String.format(Locale.ROOT, "%06d", index % TAIL_VALUES);
    }
    return marked(index).map(each -> each.phone(index)).orElseGet(() -> recipients.phone(index));
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
      case "notice.published" ->
          String.format(
              Locale.ROOT,
              "\"topic\":\"chaos\",\"text\":\"Từ %s thẻ BHYT dùng mã số mới %d.\"",
              day,
              index);
      case "account.password.reset" ->
          String.format(
              Locale.ROOT,
              "\"accountId\":\"79%08d\",\"secret\":\"c%08d\"",
              index % TAIL_VALUES,
              index);
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
