package dev.notifier.local.bench;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * The events of a run: each with an id, a number and a text that no other of the run has, each text
 * one GSM-7 segment. The same index gives the same event, so nothing has to be kept to send one
 * again. Thread-safe.
 */
final class EventFactory {
  private static final int DAYS_LEFT = 30;

  /** The first four digits of numbers, of all Vietnamese networks. */
  private static final List<String> PREFIXES =
      List.of(
          "0961", "0972", "0983", "0321", "0336", "0358", "0387", "0868", // Viettel
          "0912", "0941", "0886", "0834", // Vinaphone
          "0901", "0935", "0704", "0783", // MobiFone
          "0923", "0564"); // Vietnamobile

  private static final List<String> FAMILY =
      List.of(
          "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ",
          "Hồ", "Ngô", "Dương", "Lý", "Lò", "Quàng", "Cà", "Tòng");

  private static final List<String> MIDDLE =
      List.of(
          "Thị", "Văn", "Hữu", "Đức", "Thu", "Ngọc", "Minh", "Quang", "Kim", "Thanh", "Xuân", "Bảo",
          "Gia", "Hồng", "Diệu", "Công", "Đình", "Mỹ", "Tuấn", "Anh");

  private static final List<String> GIVEN =
      List.of(
          "Mai", "Lan", "Hương", "Hùng", "Dũng", "Sơn", "Hà", "Hải", "Linh", "Trang", "Phương",
          "Thảo", "Nam", "Long", "Tâm", "Yến", "Nhung", "Phúc", "Khánh", "Vy");

  private static final int NAMES = 8_000;
  private static final int TAILS = 10_000;
  private static final int NUMBERS_A_PREFIX = 1_000_000;
  private static final long NUMBERS = (long) PREFIXES.size() * NUMBERS_A_PREFIX;

  /** Shares no factor with the count of names: one tail meets each name once. */
  private static final long NAME_STEP = 10_001;

  /** Shares no factor with the count of numbers: each comes once before the first comes again. */
  private static final long NUMBER_STEP = 4_827_131;

  private final String source;
  private final String run;
  private final OffsetDateTime time;
  private final String written;
  private final long salt;

  /**
   * @param run a word that no other run has
   * @param salt makes the texts of two runs differ, so that a message centre which remembers the
   *     other does not take one for a repetition; 0 or more
   */
  EventFactory(String run, OffsetDateTime time, long salt) {
    this.run = run;
    this.source = "/bench/" + run;
    this.time = time.truncatedTo(ChronoUnit.SECONDS);
    this.written = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(this.time);
    this.salt = salt;
  }

  /** By it the store finds the events of this run. */
  String source() {
    return source;
  }

  /** A batch as it is posted: a JSON array of the events of these indexes. */
  byte[] batch(List<Integer> indexes) {
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
    json.append("\",\"type\":\"card.expiring\",\"time\":\"").append(written);
    json.append("\",\"subject\":\"").append(card).append('|').append(validTo).append("|D30");
    json.append("\",\"datacontenttype\":\"application/json\",\"data\":{\"recipient\":");
    json.append("{\"kind\":\"CITIZEN\",\"phone\":\"").append(phone(index));
    json.append("\",\"honorific\":\"").append(index % 2 == 0 ? "Bà" : "Ông");
    json.append("\",\"fullName\":\"").append(name(index));
    json.append("\",\"locale\":\"vi\"},\"cardNo\":\"").append(card);
    json.append("\",\"validTo\":\"").append(validTo).append("\",\"daysLeft\":");
    json.append(DAYS_LEFT).append("}}");
  }

  /** Of it the text shows the last four digits. */
  private String card(int index) {
    var head = (salt + index / TAILS) % 100_000_000;
    return String.format(Locale.ROOT, "HC4%08d%04d", head, index % TAILS);
  }

  private String phone(int index) {
    var number = (index * NUMBER_STEP + salt) % NUMBERS;
    var prefix = PREFIXES.get((int) (number / NUMBERS_A_PREFIX));
    return prefix + String.format(Locale.ROOT, "%06d", number % NUMBERS_A_PREFIX);
  }

  private String name(int index) {
    var name = (int) ((NAME_STEP * (index / TAILS) + index % TAILS + salt) % NAMES);
    return FAMILY.get(name % 20) + " " + MIDDLE.get(name / 20 % 20) + " " + GIVEN.get(name / 400);
  }
}
