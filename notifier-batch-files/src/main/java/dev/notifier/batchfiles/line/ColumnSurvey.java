package dev.notifier.batchfiles.line;

import dev.notifier.batchfiles.FileLimits;
import dev.notifier.batchfiles.FileQuestion;
import dev.notifier.batchfiles.line.ColumnMapping.MappedField;
import dev.notifier.batchfiles.rows.FileRow;
import dev.notifier.batchfiles.rows.RowReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds out from the first rows how the dates and numbers of each column are written. */
public final class ColumnSurvey {
  private ColumnSurvey() {}

  /**
   * The result.
   *
   * @param rules what was set or found
   * @param questions about columns in which several formats are possible
   */
  public record Result(ColumnRules rules, List<FileQuestion> questions) {
    public Result {
      questions = List.copyOf(questions);
    }
  }

  /**
   * Reads at most {@value FileLimits#SURVEY_ROWS} rows. A value behind them that does not fit is a
   * fault of its line.
   *
   * @param set what a caller has set; these columns are not asked about
   * @throws IOException if the bytes cannot be read
   */
  public static Result survey(RowReader rows, ColumnMapping mapping, ColumnRules set)
      throws IOException {
    Map<MappedField, DateEvidence> dates = new HashMap<>();
    Map<MappedField, NumberEvidence> numbers = new HashMap<>();
    for (MappedField field : mapping.fields()) {
      String name = field.spec().name();
      FieldType type = field.spec().type();
      if (type == FieldType.DATE && !set.dates().containsKey(name)) {
        dates.put(field, new DateEvidence());
      } else if ((type == FieldType.INTEGER || type == FieldType.NUMBER)
          && !set.numbers().containsKey(name)) {
        numbers.put(field, new NumberEvidence(type == FieldType.INTEGER));
      }
    }
    if (!dates.isEmpty() || !numbers.isEmpty()) {
      read(rows, dates, numbers);
    }
    return result(dates, numbers, set);
  }

  private static void read(
      RowReader rows,
      Map<MappedField, DateEvidence> dates,
      Map<MappedField, NumberEvidence> numbers)
      throws IOException {
    FileRow row;
    for (int i = 0; i < FileLimits.SURVEY_ROWS && (row = rows.next()) != null; i++) {
      FileRow current = row;
      dates.forEach((field, evidence) -> evidence.add(current.cell(field.column())));
      numbers.forEach((field, evidence) -> evidence.add(current.cell(field.column())));
    }
  }

  private static Result result(
      Map<MappedField, DateEvidence> dates,
      Map<MappedField, NumberEvidence> numbers,
      ColumnRules set) {
    Map<String, DateOrder> orders = new HashMap<>(set.dates());
    Map<String, NumberStyle> styles = new HashMap<>(set.numbers());
    List<FileQuestion> questions = new ArrayList<>();
    dates.forEach((field, evidence) -> {
      orders.put(field.spec().name(), evidence.order());
      evidence.question(field.spec().name()).ifPresent(questions::add);
    });
    numbers.forEach((field, evidence) -> {
      styles.put(field.spec().name(), evidence.style());
      evidence.question(field.spec().name()).ifPresent(questions::add);
    });
    return new Result(new ColumnRules(orders, styles), questions);
  }
}
