package dev.notifier.batchfiles.xlsx;

import dev.notifier.batchfiles.rows.FileCell;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.jspecify.annotations.Nullable;

/** The cells of a workbook as they are stored. Not thread-safe. */
final class XlsxCells {
  private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");
  private static final LocalDateTime START_1900 = LocalDate.of(1899, 12, 30).atStartOfDay();
  private static final LocalDateTime START_1904 = LocalDate.of(1904, 1, 1).atStartOfDay();
  // 31 December 9999.
  private static final int MAX_SERIAL = 2_958_465;
  private static final int MAX_PLAIN_DIGITS = 40;
  private static final long SECONDS = 86_400;

  private final DateFormats formats = new DateFormats();
  private final boolean from1904;

  XlsxCells(boolean from1904) {
    this.from1904 = from1904;
  }

  FileCell read(@Nullable Cell cell) {
    if (cell == null) {
      return FileCell.EMPTY;
    }
    String raw = cell.getRawValue();
    CellType type = cell.getType();
    if (type == CellType.ERROR) {
      return new FileCell(FileCell.Kind.ERROR, raw == null ? "" : raw, null);
    }
    Object value = cell.getValue();
    if (value instanceof BigDecimal number) {
      return number(cell, number);
    }
    if (value instanceof Boolean truth) {
      return new FileCell(FileCell.Kind.BOOLEAN, truth.toString(), null);
    }
    String text = value == null ? "" : value.toString();
    return FileCell.text(unescaped(text));
  }

  private FileCell number(Cell cell, BigDecimal number) {
    String digits =
        Math.abs((long) number.scale()) + number.precision() > MAX_PLAIN_DIGITS
            ? number.toString()
            : plain(number);
    LocalDateTime date = date(number);
    if (date != null && formats.isDate(cell.getDataFormatId(), cell.getDataFormatString())) {
      boolean midnight = date.equals(date.truncatedTo(ChronoUnit.DAYS));
      String text = midnight ? date.toLocalDate().toString() : date.toString();
      return new FileCell(FileCell.Kind.DATE, text, date);
    }
    return new FileCell(FileCell.Kind.NUMBER, digits, from1904 ? date : null);
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private @Nullable LocalDateTime date(BigDecimal serial) {
    if (serial.signum() < 0
        || serial.scale() < -10
        || serial.compareTo(BigDecimal.valueOf(MAX_SERIAL)) > 0) {
      return null;
    }
    long day = serial.longValue();
    long seconds = Math.round(serial.subtract(BigDecimal.valueOf(day)).doubleValue() * SECONDS);
    return (from1904 ? START_1904 : START_1900).plusDays(day).plusSeconds(seconds);
  }

  /** Excel writes characters that XML does not have as {@code _x000D_}. */
  private static String unescaped(String text) {
    if (text.indexOf("_x") < 0) {
      return text;
    }
    Matcher matcher = ESCAPED.matcher(text);
    return matcher.replaceAll(found ->
        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
  }
}
