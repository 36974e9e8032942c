package dev.notifier.batchfiles;

import java.util.Locale;

/** Why a line is refused, with what to do. The codes are stable; the texts contain no values. */
public enum FaultKind {
  MISSING_VALUE("Ô bắt buộc bị trống: hãy điền vào.", "A required cell is blank: fill it in."),
  SCIENTIFIC_NUMBER(
      "Bảng tính đã đổi số thành dạng 9,12E+08, chữ số đã mất. Mở tệp gốc, định dạng cột là văn bản.",
      "A spreadsheet wrote it like 9.12E+08 and digits are lost: open the original, format the column as text."),
  ROUNDED_NUMBER(
      "Bảng tính đã làm tròn số dài hơn 15 chữ số. Định dạng cột là văn bản và nhập lại.",
      "A spreadsheet rounds numbers of more than 15 digits: format the column as text and enter it again."),
  TWO_NUMBERS(
      "Có hai số điện thoại trong một ô. Giữ một số, hoặc chọn lấy số đầu.",
      "The cell has several phone numbers: keep one, or choose to take the first."),
  LANDLINE(
      "Số cố định không nhận được tin nhắn: hãy ghi số di động.",
      "A landline cannot receive SMS: write the person's mobile number."),
  SERVICE_NUMBER(
      "Số 1800, 1900 không nhận được tin nhắn: hãy ghi số di động.",
      "1800 and 1900 cannot receive SMS: write the person's mobile number."),
  SHORT_CODE(
      "Đây là đầu số ngắn hoặc một phần của số: hãy ghi số di động đủ 10 chữ số.",
      "This is a short code or a part of a number: write the mobile number with 10 digits."),
  FOREIGN_NUMBER(
      "Không phải số Việt Nam (+84): hãy ghi số di động Việt Nam, hoặc bỏ dòng này.",
      "This is not a Vietnamese number (+84): write a Vietnamese mobile number, or leave the line out."),
  PHONE_LETTERS(
      "Số điện thoại có chữ: chỉ ghi số.",
      "The phone number contains letters: write the number alone."),
  PHONE_CHARACTERS(
      "Số điện thoại có ký tự lạ: chỉ ghi chữ số.",
      "The phone number contains other characters: write digits only."),
  PHONE_TOO_SHORT(
      "Số điện thoại thiếu chữ số: hãy ghi đủ 10 chữ số, như 0912345678.",
      "The phone number has too few digits: write all 10, such as 0912345678."),
  PHONE_TOO_LONG(
      "Số điện thoại quá dài: hãy ghi một số di động 10 chữ số.",
      "The phone number is too long: write one mobile number with 10 digits."),
  NOT_MOBILE(
      "Không phải số di động Việt Nam 10 chữ số. Hãy tìm số đúng.",
      "This is not a Vietnamese mobile number of 10 digits. Look for the right number."),
  DATE_FORM("Không đọc được ngày. Hãy viết như 31/12/2026.", "Write the date like 31/12/2026."),
  NO_SUCH_DATE(
      "Ngày này không có trong lịch: hãy tìm ngày đúng.",
      "There is no such date: look for the right one."),
  DATE_IN_TEXT(
      "Bảng tính đã đổi giá trị thành ngày. Định dạng cột là văn bản và nhập lại.",
      "A spreadsheet made a date of this text: format the column as text and enter it again."),
  MONTH_FORM("Không đọc được tháng. Hãy viết như 10/2026.", "Write the month like 10/2026."),
  NUMBER_FORM("Không đọc được số. Hãy viết như 1263600.", "Write the number like 1263600."),
  NOT_WHOLE(
      "Phải là số nguyên: hãy ghi không có phần lẻ.",
      "The number must be a whole one: write it without decimals."),
  UNKNOWN_LABEL(
      "Giá trị không có trong danh sách: hãy ghi một giá trị của danh sách.",
      "The value is not in the list of this field: write one of the list."),
  UNKNOWN_HONORIFIC(
      "Không rõ cách xưng hô. Dùng Ông, Bà, Nam hoặc Nữ.",
      "The honorific is not known: use Ông, Bà, Nam or Nữ."),
  SEVERAL_LINES(
      "Ô có xuống dòng: hãy viết trên một dòng.",
      "The cell has a line break: write it in one line."),
  BROKEN_TEXT(
      "Chữ đã hỏng (như Nguy?n). Lấy lại từ tệp gốc.",
      "Letters are lost (like Nguy?n): take the text from the original."),
  LEGACY_FONT(
      "Chữ dùng phông TCVN3 hoặc VNI. Hãy chuyển sang Unicode.",
      "The text is in TCVN3 or VNI: convert it to Unicode."),
  CONTROL_CHARACTER(
      "Ô có ký tự điều khiển. Hãy nhập lại.", "The cell has a control character: enter it again."),
  LONG_CELL("Ô quá dài: hãy rút ngắn.", "The cell is too long: shorten it."),
  LONG_ROW("Dòng quá dài: hãy rút ngắn các ô.", "The row is too long: shorten its cells."),
  EXTRA_CELLS(
      "Có giá trị sau cột cuối. Giá trị có dấu phân cách cần đặt trong ngoặc kép.",
      "There are values behind the last column: quote values that contain the delimiter."),
  MERGED_CELL(
      "Ô bị gộp. Hãy bỏ gộp ô và điền từng dòng.",
      "The cell is merged: unmerge it, and fill in each row."),
  ERROR_CELL(
      "Ô báo lỗi như #N/A. Hãy sửa công thức.",
      "The cell is an error like #N/A: correct its formula."),
  JSON_FORM(
      "Dòng không phải là một đối tượng JSON: hãy ghi mỗi dòng một đối tượng.",
      "The line is not one JSON object: write one object into each line."),
  LATE_KEY(
      "Dòng có khóa mà các dòng đầu không có. Hãy ghi đủ các khóa ở dòng đầu tiên (giá trị trống ghi \"\").",
      "The line has a key that none of the first lines has: write all keys into the first line, with \"\" if it has no value."),
  NESTED_VALUE(
      "Giá trị phải là chữ hoặc số, không lồng nhau: hãy ghi không có ngoặc.",
      "The value must be a text or a number: write it without brackets.");

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
