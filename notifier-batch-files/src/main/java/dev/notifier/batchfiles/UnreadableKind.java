package dev.notifier.batchfiles;

import java.util.Locale;

/** Why no line of a file can be read, with what to do. The codes are stable. */
public enum UnreadableKind {
  EMPTY_FILE("Tệp trống.", "The file is empty."),
  NO_ROWS(
      "Tệp không có dòng dữ liệu nào dưới hàng tiêu đề.",
      "There is no row with data below the header row."),
  NO_COLUMNS(
      "Không có cột nào có tên. Hãy đặt tên cột ở hàng tiêu đề.",
      "No column has a name: write the names into the header row, or choose another row."),
  NO_JSON_LINES(
      "Không có dòng nào là đối tượng JSON. Hãy ghi mỗi dòng một đối tượng, như {\"phone\":\"0912345678\"}, không có dấu phẩy hay ngoặc vuông ở ngoài.",
      "No line is a JSON object with a name: write one into each line, such as {\"phone\":\"0912345678\"}, without commas or brackets around them."),
  OLD_EXCEL(
      "Tệp .xls cũ không đọc được. Hãy mở bằng Excel, chọn Lưu thành, loại Excel Workbook (*.xlsx).",
      "This is an old Excel file (.xls): open it, choose Save As, type Excel Workbook (*.xlsx)."),
  PASSWORD(
      "Tệp có mật khẩu. Hãy mở tệp, bỏ mật khẩu rồi lưu lại dạng .xlsx.",
      "The file has a password: open it, remove the password and save it as .xlsx."),
  OPEN_DOCUMENT(
      "Tệp .ods không đọc được. Hãy mở bằng LibreOffice, chọn Lưu thành, loại Excel 2007-365 (.xlsx).",
      "This is an OpenDocument file (.ods): open it, choose Save As, type Excel 2007-365 (.xlsx)."),
  MACROS(
      "Tệp có macro (.xlsm). Hãy chọn Lưu thành, loại Excel Workbook (*.xlsx).",
      "The file can have macros (.xlsm): choose Save As, type Excel Workbook (*.xlsx)."),
  BINARY_EXCEL(
      "Tệp .xlsb không đọc được. Hãy chọn Lưu thành, loại Excel Workbook (*.xlsx).",
      "This is a binary Excel file (.xlsb): choose Save As, type Excel Workbook (*.xlsx)."),
  OTHER_ARCHIVE(
      "Đây là tệp nén, không phải bảng tính. Hãy giải nén và gửi tệp .xlsx bên trong.",
      "This is an archive and not a spreadsheet: unpack it and upload the .xlsx file in it."),
  PICTURE(
      "Đây là tệp ảnh. Hãy gửi chính bảng tính, lưu dạng .xlsx.",
      "This is a picture: upload the spreadsheet itself, saved as .xlsx."),
  PDF(
      "Đây là tệp PDF. Hãy gửi bảng tính gốc, lưu dạng .xlsx.",
      "This is a PDF: upload the original spreadsheet, saved as .xlsx."),
  HTML(
      "Đây là trang HTML. Hãy mở bằng Excel, chọn Lưu thành, loại Excel Workbook (*.xlsx).",
      "This is an HTML page: open it with Excel, choose Save As, type Excel Workbook (*.xlsx)."),
  XML(
      "Đây là tệp XML. Hãy mở bằng Excel, chọn Lưu thành, loại Excel Workbook (*.xlsx).",
      "This is an XML file: open it with Excel, choose Save As, type Excel Workbook (*.xlsx)."),
  WORD_DOCUMENT(
      "Đây là tài liệu Word hoặc bản trình chiếu. Hãy chép bảng sang Excel và lưu dạng .xlsx.",
      "This is a document or a presentation: copy the table to Excel and save it as .xlsx."),
  COMPRESSED_XLSX(
      "Tệp .xlsx bị nén thêm bằng gzip. Hãy gửi tệp .xlsx không nén.",
      "The .xlsx file is compressed with gzip as well: upload it as it is."),
  DAMAGED_GZIP(
      "Tệp gzip bị hỏng hoặc thiếu phần cuối. Hãy tải lên lại.",
      "The gzip file is damaged or its end is missing: upload it again."),
  DAMAGED_XLSX(
      "Tệp .xlsx bị hỏng. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi tải lên lại.",
      "The .xlsx file is damaged: open it with Excel, save it as .xlsx and upload it again."),
  NO_SHEET(
      "Bảng tính không có trang tính nào hiển thị. Hãy bỏ ẩn trang có dữ liệu.",
      "The file has no visible sheet: make the sheet with the data visible."),
  UNKNOWN_SHEET(
      "Không có trang tính nào có tên đã chọn.", "There is no visible sheet with the chosen name."),
  BINARY(
      "Tệp không phải là văn bản. Hãy lưu bảng tính dạng .xlsx.",
      "The file is not a text: save the spreadsheet as .xlsx."),
  UNKNOWN_ENCODING(
      "Không nhận ra bảng mã của tệp. Hãy lưu dạng .xlsx hoặc CSV UTF-8.",
      "The encoding of the file is not known: save it as .xlsx or as CSV UTF-8."),
  TCVN3(
      "Tệp dùng phông TCVN3 (.VnTime). Hãy chuyển sang Unicode rồi lưu dạng .xlsx.",
      "The texts are in the encoding TCVN3 (ABC fonts, .VnTime): convert them to Unicode, save as .xlsx."),
  VNI(
      "Tệp dùng phông VNI. Hãy chuyển sang Unicode rồi lưu dạng .xlsx.",
      "The texts are in the encoding VNI (VNI fonts): convert them to Unicode and save as .xlsx."),
  MISREAD_UTF8(
      "Chữ tiếng Việt đã hỏng (ví dụ Nguyá»…n) do mở sai bảng mã. Hãy lấy lại tệp gốc, lưu dạng .xlsx.",
      "Vietnamese letters are broken because UTF-8 was read as another encoding: save the original as .xlsx."),
  OPEN_QUOTE(
      "Có dấu ngoặc kép mở mà không đóng, hoặc một ô dài hơn một triệu ký tự. Hãy sửa dòng này.",
      "A quotation mark is never closed, or a cell has more than a million characters: correct this row."),
  TOO_MANY_ROWS(
      "Tệp có quá nhiều dòng. Hãy chia thành nhiều tệp.",
      "The file has too many rows: divide it into several files."),
  TOO_MANY_COLUMNS(
      "Tệp có quá nhiều cột. Hãy xoá các cột không dùng.",
      "The file has too many columns: delete those that are not used."),
  TOO_LARGE(
      "Tệp .xlsx quá lớn. Hãy chia nhỏ, hoặc gửi dạng CSV UTF-8.",
      "The .xlsx file is too large: divide it, or upload CSV UTF-8."),
  EXPANDS_TOO_MUCH(
      "Tệp nén phình ra quá lớn khi giải nén. Hãy mở bằng Excel và lưu lại dạng .xlsx.",
      "The file becomes too large when it is unpacked: open it with Excel and save it as .xlsx."),
  TOO_MANY_TEXTS(
      "Tệp .xlsx có quá nhiều chữ khác nhau. Hãy gửi dạng CSV UTF-8 hoặc chia nhỏ.",
      "The .xlsx file has too many different texts: upload CSV UTF-8, or divide it."),
  TOO_COMPLEX(
      "Trang tính có quá nhiều ô gộp hoặc công thức, hoặc một dòng quá dài. Hãy chép sang trang mới, chỉ dán giá trị, rồi lưu lại.",
      "The sheet has too many merged cells or formulas, or too long a row: paste the values only into a new file, save as .xlsx."),
  EXTERNAL_XML(
      "Tệp .xlsx có khai báo XML không được phép. Hãy mở bằng Excel và lưu lại.",
      "The .xlsx file has declarations that are not allowed: open it with Excel and save it again.");

  private final String vietnamese;
  private final String english;

  UnreadableKind(String vietnamese, String english) {
    this.vietnamese = vietnamese;
    this.english = english;
  }

  /** The code that callers see, such as {@code old-excel}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** One sentence or two in Vietnamese: what is wrong and what to do. */
  public String vietnamese() {
    return vietnamese;
  }

  /** The same in English. */
  public String english() {
    return english;
  }
}
