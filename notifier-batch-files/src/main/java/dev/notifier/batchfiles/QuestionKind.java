package dev.notifier.batchfiles;

import java.util.Locale;

/** What a person has to answer before a file is read. The codes are stable. */
public enum QuestionKind {
  ENCODING("Các tên này có đúng không?", "Are these texts right?"),
  DELIMITER("Dấu nào phân cách các cột?", "Which character divides the columns?"),
  SHEET("Dữ liệu ở trang tính nào?", "Which sheet has the data?"),
  HEADER_ROW("Hàng nào là tiêu đề?", "Which row has the names of the columns?"),
  MAPPING("Cột nào là trường này?", "Which column has this field?"),
  DATE_ORDER("Ngày hay tháng đứng trước?", "Is the day or the month first?"),
  NUMBER_FORMAT(
      "Dấu chấm hay dấu phẩy là dấu thập phân?", "Is the dot or the comma the decimal separator?");

  private final String vietnamese;
  private final String english;

  QuestionKind(String vietnamese, String english) {
    this.vietnamese = vietnamese;
    this.english = english;
  }

  /** The code that callers see, such as {@code header-row}. */
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
