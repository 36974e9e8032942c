package dev.notifier.store.directory;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How numbers are stored: without the plus sign, as integers. */
final class Numbers {
  private Numbers() {}

  /**
   * A number as it is stored.
   *
   * @throws NumberFormatException if it is not in E.164 form; the message does not contain it
   */
  static long of(String phone) {
    if (!phone.matches("\\+\\d{7,15}")) {
      throw new NumberFormatException("not a number in E.164 form");
    }
    return Long.parseLong(phone.substring(1));
  }

  /** Numbers as a text that PostgreSQL reads as an array. */
  static String array(List<String> phones) {
    return phones.stream()
        .map(phone -> Long.toString(of(phone)))
        .collect(Collectors.joining(",", "{", "}"));
  }

  static String phone(long number) {
    return "+" + number;
  }

  static List<String> phones(Array numbers) throws SQLException {
    return Arrays.stream((Long[]) numbers.getArray()).map(Numbers::phone).toList();
  }
}
