package dev.notifier.batchfiles;

import java.util.Locale;

/**
 * What was changed in a value without a question. It is counted and shown. The codes are stable.
 */
public enum RepairKind {
  LEADING_ZERO("Thêm số 0 đầu bị mất.", "Added the leading zero that was lost."),
  PHONE_SPELLING("Viết lại số điện thoại.", "Rewrote the phone number in one form."),
  ELEVEN_DIGITS("Đổi số 11 chữ số sang 10 chữ số.", "Converted a number of 11 digits."),
  FIRST_NUMBER("Lấy số đầu trong ô.", "Took the first number of the cell."),
  RAW_NUMBER("Dùng số gốc của ô.", "Used the stored number of the cell."),
  APOSTROPHE("Bỏ dấu nháy đơn đầu ô.", "Removed the apostrophe at the start."),
  INVISIBLE("Bỏ ký tự vô hình.", "Removed invisible characters."),
  COMPOSED("Ghép dấu tiếng Việt.", "Composed Vietnamese letters (NFC)."),
  DATE_SPELLING("Viết lại ngày, tháng.", "Rewrote the date or the month."),
  DATE_SERIAL("Đổi số ngày của bảng tính.", "Converted a spreadsheet's number of a day."),
  NUMBER_SPELLING("Viết lại số.", "Rewrote the number without separators."),
  CURRENCY("Bỏ đơn vị tiền.", "Removed the currency."),
  LABEL("Đổi nhãn sang mã.", "Replaced the label by its code."),
  HONORIFIC("Đổi giới tính sang cách xưng hô.", "Made an honorific of the sex.");

  private final String vietnamese;
  private final String english;

  RepairKind(String vietnamese, String english) {
    this.vietnamese = vietnamese;
    this.english = english;
  }

  /** The code that callers see, such as {@code leading-zero}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String vietnamese() {
    return vietnamese;
  }

  public String english() {
    return english;
  }
}
