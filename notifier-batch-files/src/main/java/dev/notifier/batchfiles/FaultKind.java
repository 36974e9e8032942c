package dev.notifier.batchfiles;

import java.util.Locale;

/** Why a line is refused, with what to do. The codes are stable; the texts contain no values. */
public enum FaultKind {
  MISSING_VALUE("Ô bắt buộc bị trống.", "A required cell is blank."),
  SCIENTIFIC_NUMBER(
      "Bảng tính đã đổi số thành dạng 9,12E+08, chữ số đã mất. Mở tệp gốc, định dạng cột là văn bản.",
      "A spreadsheet wrote it like 9.12E+08 and digits are lost: open the original, format the column as text."),
  ROUNDED_NUMBER(
      "Bảng tính đã làm tròn số dài hơn 15 chữ số. Định dạng cột là văn bản và nhập lại.",
      "A spreadsheet rounds numbers of more than 15 digits: format the column as text and enter it again."),
  TWO_NUMBERS(
      "Có hai số điện thoại trong một ô. Giữ một số, hoặc chọn lấy số đầu.",
      "The cell has several phone numbers: keep one, or choose to take the first."),
  LANDLINE("Số cố định không nhận được tin nhắn.", "A landline cannot receive SMS."),
  SERVICE_NUMBER("Số 1800, 1900 không nhận được tin nhắn.", "1800 and 1900 cannot receive SMS."),
  SHORT_CODE("Đây là đầu số ngắn, không phải số di động.", "This is a short code."),
  FOREIGN_NUMBER("Không phải số Việt Nam (+84).", "This is not a Vietnamese number (+84)."),
  PHONE_LETTERS("Số điện thoại có chữ.", "The phone number contains letters."),
  PHONE_CHARACTERS("Số điện thoại có ký tự lạ.", "The phone number contains other characters."),
  PHONE_TOO_LONG("Số điện thoại quá dài.", "The phone number is too long."),
  NOT_MOBILE(
      "Không phải số di động Việt Nam 10 chữ số.",
      "This is not a Vietnamese mobile number of 10 digits."),
  DATE_FORM("Không đọc được ngày. Hãy viết như 31/12/2026.", "Write the date like 31/12/2026."),
  NO_SUCH_DATE("Ngày này không có trong lịch.", "There is no such date."),
  DATE_IN_TEXT(
      "Bảng tính đã đổi giá trị thành ngày. Định dạng cột là văn bản và nhập lại.",
      "A spreadsheet made a date of this text: format the column as text and enter it again."),
  MONTH_FORM("Không đọc được tháng. Hãy viết như 10/2026.", "Write the month like 10/2026."),
  NUMBER_FORM("Không đọc được số. Hãy viết như 1263600.", "Write the number like 1263600."),
  NOT_WHOLE("Phải là số nguyên.", "The number must be a whole one."),
  UNKNOWN_LABEL("Giá trị không có trong danh sách.", "The value is not in the list of this field."),
  UNKNOWN_HONORIFIC(
      "Không rõ cách xưng hô. Dùng Ông, Bà, Nam hoặc Nữ.",
      "The honorific is not known: use Ông, Bà, Nam or Nữ."),
  SEVERAL_LINES("Ô có xuống dòng.", "The cell has a line break."),
  BROKEN_TEXT(
      "Chữ đã hỏng (như Nguy?n). Lấy lại từ tệp gốc.",
      "Letters are lost (like Nguy?n): take the text from the original."),
  LEGACY_FONT(
      "Chữ dùng phông TCVN3 hoặc VNI. Hãy chuyển sang Unicode.",
      "The text is in TCVN3 or VNI: convert it to Unicode."),
  CONTROL_CHARACTER(
      "Ô có ký tự điều khiển. Hãy nhập lại.", "The cell has a control character: enter it again."),
  LONG_CELL("Ô quá dài.", "The cell is too long."),
  LONG_ROW("Dòng quá dài.", "The row is too long."),
  EXTRA_CELLS(
      "Có giá trị sau cột cuối. Giá trị có dấu phân cách cần đặt trong ngoặc kép.",
      "There are values behind the last column: quote values that contain the delimiter."),
  MERGED_CELL("Ô bị gộp. Hãy bỏ gộp ô và điền từng dòng.", "The cell is merged: unmerge it."),
  ERROR_CELL("Ô báo lỗi như #N/A. Hãy sửa công thức.", "The cell is an error like #N/A."),
  JSON_FORM("Dòng không phải là một đối tượng JSON.", "The line is not one JSON object."),
  NESTED_VALUE(
      "Giá trị phải là chữ hoặc số, không lồng nhau.", "The value must be a text or a number.");

  private final String vietnamese;
  private final String english;

  FaultKind(String vietnamese, String english) {
    this.vietnamese = vietnamese;
    this.english = english;
  }

  /** The code that callers see, such as {@code two-numbers}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is wrong and what to do, in Vietnamese. */
  public String vietnamese() {
    return vietnamese;
  }

  /** The same in English. */
  public String english() {
    return english;
  }
}
