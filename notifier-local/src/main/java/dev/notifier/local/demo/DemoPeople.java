package dev.notifier.local.demo;

import dev.notifier.local.bench.TestRecipients;
import java.time.LocalDate;

/** Invented persons. Each index has a number and a name of its own. Thread-safe. */
final class DemoPeople {
  private static final int DAY = 100_000;

  private final TestRecipients recipients;

  /**
   * @param salt 0 or more; others have other persons
   */
  DemoPeople(long salt) {
    this.recipients = new TestRecipients(salt);
  }

  /** The same persons all day, whenever the program is started. */
  static DemoPeople of(LocalDate day) {
    return new DemoPeople(day.toEpochDay() * DAY);
  }

  /** The number in national notation. */
  String phone(int index) {
    return recipients.phone(index);
  }

  /** The number as carriers have it. */
  String handset(int index) {
    return "84" + phone(index).substring(1);
  }

  String name(int index) {
    return recipients.name(index);
  }

  String honorific(int index) {
    return index % 2 == 0 ? "Bà" : "Ông";
  }
}
