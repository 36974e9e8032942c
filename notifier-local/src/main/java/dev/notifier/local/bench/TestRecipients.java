package dev.notifier.local.bench;

import java.util.List;
import java.util.Locale;

/** The recipients of a run. Each index has its own number. Thread-safe. */
public final class TestRecipients {
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
  private static final int TAIL_VALUES = 10_000;
  private static final int NUMBERS_PER_PREFIX = 1_000_000;
  private static final long NUMBERS = (long) PREFIXES.size() * NUMBERS_PER_PREFIX;

  /** Coprime to the number of names: each tail is combined with each name once. */
  private static final long NAME_STEP = 10_001;

  /** Coprime to the number of phone numbers: all are used before one repeats. */
  private static final long NUMBER_STEP = 4_827_131;

  private final long salt;

  /**
   * @param salt 0 or more; makes the recipients of two runs differ
   */
  public TestRecipients(long salt) {
    this.salt = salt;
  }

  /** A national number, which no other index below 18 million has. */
  public String phone(int index) {
    var number = (index * NUMBER_STEP + salt) % NUMBERS;
    var prefix = PREFIXES.get((int) (number / NUMBERS_PER_PREFIX));
    return prefix + String.format(Locale.ROOT, "%06d", number % NUMBERS_PER_PREFIX);
  }

  /** A name with diacritics. */
  public String name(int index) {
    var name = (int) ((NAME_STEP * (index / TAIL_VALUES) + index % TAIL_VALUES + salt) % NAMES);
    return FAMILY.get(name % 20) + " " + MIDDLE.get(name / 20 % 20) + " " + GIVEN.get(name / 400);
  }
}
