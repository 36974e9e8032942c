package dev.notifier.console.batches;

import dev.notifier.console.web.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a file is read, as far as someone has said so: the fields of a form. Empty means that it is
 * detected.
 *
 * @param headerRow the number of a row
 * @param mapping {@link #NONE} or {@link #COLUMN} and the name of the column, by field
 */
record ReadingSettings(
    String encoding,
    String delimiter,
    String sheet,
    String headerRow,
    String dateOrder,
    String numberFormat,
    boolean firstNumber,
    Map<String, String> mapping) {
  /** A field that has no column. */
  static final String NONE = "-";

  /** Before the name of a column. */
  static final String COLUMN = "=";

  private static final String ENCODING = "encoding";
  private static final String DELIMITER = "delimiter";
  private static final String SHEET = "sheet";
  private static final String HEADER_ROW = "headerRow";
  private static final String DATE_ORDER = "dateOrder";
  private static final String NUMBER_FORMAT = "numberFormat";
  private static final String FIRST_NUMBER = "takeFirstNumber";
  private static final String MAPPING = "mapping";

  /** Those of a batch. */
  static ReadingSettings of(BatchView batch) {
    Map<String, Object> given = batch.given();
    Map<String, String> mapping = new LinkedHashMap<>();
    mapping(given)
        .forEach((field, column) -> mapping.put(field, column.isEmpty() ? NONE : COLUMN + column));
    return new ReadingSettings(
        text(given, ENCODING),
        text(given, DELIMITER),
        text(given, SHEET),
        text(given, HEADER_ROW),
        text(given, DATE_ORDER),
        text(given, NUMBER_FORMAT),
        Boolean.TRUE.equals(given.get(FIRST_NUMBER)),
        mapping);
  }

  /** Those of a form. It has the fields and their columns as two lists. */
  static ReadingSettings of(Form form) {
    Map<String, String> mapping = new LinkedHashMap<>();
    List<String> fields = form.all("field");
    List<String> columns = form.all("column");
    for (int i = 0; i < Math.min(fields.size(), columns.size()); i++) {
      if (!columns.get(i).isEmpty()) {
        mapping.put(fields.get(i), columns.get(i));
      }
    }
    return new ReadingSettings(
        form.text(ENCODING),
        form.raw(DELIMITER),
        form.text(SHEET),
        form.text(HEADER_ROW),
        form.text(DATE_ORDER),
        form.text(NUMBER_FORMAT),
        form.has(FIRST_NUMBER),
        mapping);
  }

  /** The body of the request. */
  Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    put(body, ENCODING, encoding);
    put(body, DELIMITER, delimiter);
    put(body, SHEET, sheet);
    if (!headerRow.isEmpty()) {
      body.put(HEADER_ROW, numberOrText(headerRow));
    }
    put(body, DATE_ORDER, dateOrder);
    put(body, NUMBER_FORMAT, numberFormat);
    if (firstNumber) {
      body.put(FIRST_NUMBER, true);
    }
    if (!mapping.isEmpty()) {
      Map<String, String> columns = new LinkedHashMap<>();
      mapping.forEach((field, column) ->
          columns.put(field, column.startsWith(COLUMN) ? column.substring(1) : ""));
      body.put(MAPPING, columns);
    }
    return body;
  }

  /** The settings of a batch with the answer to its question. */
  static Map<String, Object> answered(BatchView batch, String answer) {
    Map<String, Object> body = new LinkedHashMap<>();
    batch
        .given()
        .forEach((name, value) -> {
          if (value != null) {
            body.put(name, value);
          }
        });
    BatchView.Question question = batch.question();
    if (question != null) {
      switch (question.kind()) {
        case "header-row" -> body.put(HEADER_ROW, numberOrText(answer));
        case "date-order" -> body.put(DATE_ORDER, answer);
        case "number-format" -> body.put(NUMBER_FORMAT, answer);
        case MAPPING -> {
          Map<String, String> columns = new LinkedHashMap<>(mapping(body));
          columns.put(question.subject() == null ? "" : question.subject(), answer);
          body.put(MAPPING, columns);
        }
        default -> body.put(question.kind(), answer);
      }
    }
    return body;
  }

  private static Map<String, String> mapping(Map<String, Object> settings) {
    Map<String, String> mapping = new LinkedHashMap<>();
    if (settings.get(MAPPING) instanceof Map<?, ?> given) {
      given.forEach((field, column) -> mapping.put(String.valueOf(field), String.valueOf(column)));
    }
    return mapping;
  }

  /** What is no number is refused by the HTTP interface, which says why. */
  private static Object numberOrText(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      return text;
    }
  }

  private static void put(Map<String, Object> body, String name, String value) {
    if (!value.isEmpty()) {
      body.put(name, value);
    }
  }

  private static String text(Map<String, Object> settings, String name) {
    @Nullable Object value = settings.get(name);
    return value == null ? "" : value.toString();
  }

  /** Omits the names of columns. */
  @Override
  public String toString() {
    return "ReadingSettings[]";
  }
}
