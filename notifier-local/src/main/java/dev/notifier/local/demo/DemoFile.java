package dev.notifier.local.demo;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A CSV file of a day, with damaged lines. The same day gives the same file.
 *
 * @param name of its batch; a day has one batch of this name
 * @param type the event type of its lines
 * @param text the whole file
 */
record DemoFile(String name, String type, String text) {
  private static final String PERSON = "Số điện thoại,Danh xưng,Họ và tên,";
  private static final String CARDS = "card.expiring";
  private static final int ABOUT_DAYS_LEFT = 30;

  /** No month has this number. */
  private static final int LATE_IN_MONTH = 28;

  private static final DateTimeFormatter DAY_FIRST = DateTimeFormatter.ofPattern("dd/MM/yyyy");
  private static final DateTimeFormatter MONTH_FIRST = DateTimeFormatter.ofPattern("MM/dd/yyyy");

  /** Every line of this number is damaged, in turn in one of these ways. */
  private static final int DAMAGED = 60;

  /** The persons of the files of a day are others than those who write or have opted out. */
  private static final int FIRST = 10_000;

  private static final int NOTICES = 400;
  private static final int MONTH_FIRST_LINES = 120;

  /** The large one. */
  static DemoFile cards(LocalDate day, int lines) {
    return new DemoFile("Thẻ BHYT sắp hết hạn " + day, CARDS, cards(day, FIRST, lines, DAY_FIRST));
  }

  /** One that can be released, with many refused lines. */
  static DemoFile notices(LocalDate day) {
    DemoPeople people = DemoPeople.of(day);
    StringBuilder text = new StringBuilder(PERSON).append("topic,text\n");
    for (int i = 0; i < NOTICES; i++) {
      int index = FIRST * 2 + i;
      text.append(i % 8 == 7 ? landline(i) : people.phone(index));
      person(people, index, text);
      text.append("card-codes,Từ 01/12/2026 thẻ BHYT dùng mã số mới.\n");
    }
    return new DemoFile("Thẻ BHYT mã số mới " + day, DemoEvents.NOTICE, text.toString());
  }

  /** One whose dates have the month first, as it is asked about. */
  static DemoFile monthFirst(LocalDate day) {
    return new DemoFile(
        "Thẻ BHYT, tệp của huyện " + day,
        CARDS,
        cards(day, FIRST * 3, MONTH_FIRST_LINES, MONTH_FIRST));
  }

  private static String cards(LocalDate day, int first, int lines, DateTimeFormatter dates) {
    DemoPeople people = DemoPeople.of(day);
    LocalDate validTo = day.plusDays(ABOUT_DAYS_LEFT).withDayOfMonth(LATE_IN_MONTH);
    long daysLeft = ChronoUnit.DAYS.between(day, validTo);
    StringBuilder text = new StringBuilder(lines * 90);
    text.append(PERSON).append("cardNo,validTo,daysLeft\n");
    for (int i = 0; i < lines; i++) {
      boolean damaged = i % DAMAGED == DAMAGED - 1;
      int damage = damaged ? i / DAMAGED % 3 : -1;
      text.append(phone(people, first + i, damage));
      person(people, first + i, text);
      text.append(String.format(Locale.ROOT, "HC401%010d,", first + i));
      text.append(damage == 2 ? "31/02/2027" : validTo.format(dates));
      text.append(',').append(daysLeft).append('\n');
    }
    return text.toString();
  }

  private static String phone(DemoPeople people, int index, int damage) {
    return switch (damage) {
      case 0 -> landline(index);
      case 1 -> "9.12E+08";
      default -> people.phone(index);
    };
  }

  private static String landline(int index) {
    return String.format(Locale.ROOT, "024 3825 %04d", index % 10_000);
  }

  private static void person(DemoPeople people, int index, StringBuilder text) {
    text.append(',').append(people.honorific(index)).append(',').append(people.name(index));
    text.append(',');
  }
}
