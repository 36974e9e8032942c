package dev.notifier.local.invoice;

import dev.notifier.local.console.CommandException;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the invoice of a carrier: CSV in UTF-8 with a line of names. Columns are found by their
 * names, in any order and case; others are ignored.
 */
final class CarrierInvoice {
  /** Years of days, routes and senders. */
  private static final int MAX_LINES = 1_000_000;

  private static final Set<String> DATES = Set.of("date", "day", "ngay");
  private static final Set<String> ROUTES =
      Set.of("route", "sender", "brandname", "brand", "account", "tuyen", "thuonghieu");
  private static final Set<String> SEGMENTS =
      Set.of("segments", "segment", "parts", "sms", "quantity", "count", "mt", "soluong", "sotin");
  private static final Set<String> AMOUNTS =
      Set.of("amount", "total", "cost", "thanhtien", "sotien", "tien");

  private static final List<DateTimeFormatter> FORMATS =
      List.of(
          DateTimeFormatter.ISO_LOCAL_DATE,
          format("dd/MM/uuuu"),
          format("d/M/uuuu"),
          format("dd-MM-uuuu"),
          format("dd.MM.uuuu"));

  /** Thousands are separated by one character, a fraction by another one. */
  private static final Pattern GROUPED =
      Pattern.compile(
          "(?<whole>\\d{1,3}([., ])\\d{3}(\\2\\d{3})*)((?!\\2)[.,](?<fraction>\\d{1,4}))?");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}([.,]\\d{1,4})?");

  private final char separator;
  private final int date;
  private final int route;
  private final int segments;
  private final int amount;

  private CarrierInvoice(String header) throws CommandException {
    separator = CsvReader.separator(header);
    List<String> names =
        CsvReader.cells(header, separator).stream().map(CarrierInvoice::uniform).toList();
    date = find(names, DATES);
    route = find(names, ROUTES);
    segments = find(names, SEGMENTS);
    amount = find(names, AMOUNTS);
    if (date < 0 || segments < 0) {
      throw new CommandException(
          "The first line must name the columns: date and segments, and if you like route (or"
              + " sender) and amount.");
    }
  }

  /**
   * Reads a file.
   *
   * @throws CommandException if it has another format; says the line
   */
  static List<InvoiceLine> read(Path file) throws CommandException, IOException {
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String header = in.readLine();
      CarrierInvoice invoice =
          new CarrierInvoice(header == null ? "" : header.replaceFirst("^\uFEFF", ""));
      List<InvoiceLine> lines = new ArrayList<>();
      int number = 1;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (!line.isBlank()) {
          lines.add(invoice.line(line, number));
        }
        if (number > MAX_LINES) {
          throw new CommandException("The file has more than 1,000,000 lines. Split it.");
        }
      }
      return lines;
    } catch (CharacterCodingException e) {
      throw new CommandException("The file is not UTF-8. Convert it.");
    }
  }

  private InvoiceLine line(String line, int number) throws CommandException {
    List<String> cells = CsvReader.cells(line, separator);
    LocalDate day = day(cell(cells, date));
    BigDecimal count = number(cell(cells, segments));
    BigDecimal cost = amount < 0 ? null : number(cell(cells, amount));
    if (day == null || count == null || (amount >= 0 && cost == null)) {
      throw new CommandException(
          "Line "
              + number
              + " has no "
              + (day == null ? "day such as 2026-12-01 or 01/12/2026" : "number")
              + (day == null ? "." : " in one of its columns."));
    }
    try {
      return new InvoiceLine(day, cell(cells, route), count.longValueExact(), cost);
    } catch (ArithmeticException e) {
      throw new CommandException("Line " + number + " has a part of a segment.");
    }
  }

  private static String cell(List<String> cells, int column) {
    return column < 0 || column >= cells.size() ? "" : cells.get(column);
  }

  private static @Nullable LocalDate day(String text) {
    for (DateTimeFormatter format : FORMATS) {
      try {
        return LocalDate.parse(text, format);
      } catch (DateTimeException e) {
        // The next format.
      }
    }
    return null;
  }

  private static @Nullable BigDecimal number(String text) {
    Matcher grouped = GROUPED.matcher(text);
    if (grouped.matches()) {
      String fraction = grouped.group("fraction");
      String whole = grouped.group("whole").replaceAll("[., ]", "");
      return new BigDecimal(fraction == null ? whole : whole + "." + fraction);
    }
    return NUMBER.matcher(text).matches() ? new BigDecimal(text.replace(',', '.')) : null;
  }

  private static int find(List<String> names, Set<String> wanted) {
    for (int i = 0; i < names.size(); i++) {
      if (wanted.contains(names.get(i))) {
        return i;
      }
    }
    return -1;
  }

  /** Letters and digits only, in lower case, without Vietnamese marks. */
  private static String uniform(String name) {
    String lower = name.toLowerCase(Locale.ROOT).replace('đ', 'd');
    return Normalizer.normalize(lower, Normalizer.Form.NFD).replaceAll("[^a-z0-9]", "");
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
