package dev.notifier.batchfiles.line;

import dev.notifier.batchfiles.FileLimits;
import dev.notifier.batchfiles.FileQuestion;
import dev.notifier.batchfiles.line.ColumnMapping.MappedField;
import dev.notifier.batchfiles.rows.FileRow;
import dev.notifier.batchfiles.rows.RowReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
    return survey(rows, mapping, set, _ -> null);
  }

  /**
   * The same of a file that may be the corrected report of another one. What was said about that
   * one is not repeated without a question, because people and programs rewrite cells.
   *
   * @param former what was set for the batch with this id; null if the text is no id
   * @throws IOException if the bytes cannot be read
   */
  public static Result survey(
      RowReader rows,
      ColumnMapping mapping,
      ColumnRules set,
      Function<String, @Nullable ColumnRules> former)
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
    Corrected corrected = new Corrected(mapping, former);
    if (!dates.isEmpty() || !numbers.isEmpty()) {
      read(rows, dates, numbers, corrected);
    }
    return result(dates, numbers, set, corrected.rules());
  }

  /** What was said about the batches whose corrected reports the file has, which one has joined. */
  private static final class Corrected {
    /** More are not looked up. */
    private static final int MAX_BATCHES = 10;

    private final ColumnMapping mapping;
    private final Function<String, @Nullable ColumnRules> former;
    private final Set<String> batches = new HashSet<>();
    private final Map<String, DateOrder> dates = new HashMap<>();
    private final Map<String, NumberStyle> numbers = new HashMap<>();

    Corrected(ColumnMapping mapping, Function<String, @Nullable ColumnRules> former) {
      this.mapping = mapping;
      this.former = former;
    }

    void look(FileRow row) {
      String batch = mapping.batchOf(row);
      if (batch == null || batches.size() == MAX_BATCHES || !batches.add(batch)) {
        return;
      }
      ColumnRules said = former.apply(batch);
      if (said != null) {
        // The order that needs a question, if there are several.
        said.dates()
            .forEach((field, order) ->
                dates.merge(field, order, (a, b) -> a == DateOrder.DAY_FIRST ? b : a));
        said.numbers().forEach(numbers::putIfAbsent);
      }
    }

    ColumnRules rules() {
      return new ColumnRules(dates, numbers);
    }
  }

  private static void read(
      RowReader rows,
      Map<MappedField, DateEvidence> dates,
      Map<MappedField, NumberEvidence> numbers,
      Corrected corrected)
      throws IOException {
    FileRow row;
    for (int i = 0; i < FileLimits.SURVEY_ROWS && (row = rows.next()) != null; i++) {
      FileRow current = row;
      corrected.look(row);
      dates.forEach((field, evidence) -> evidence.add(current.cell(field.column())));
      numbers.forEach((field, evidence) -> evidence.add(current.cell(field.column())));
    }
  }

  private static Result result(
      Map<MappedField, DateEvidence> dates,
      Map<MappedField, NumberEvidence> numbers,
      ColumnRules set,
      ColumnRules former) {
    Map<String, DateOrder> orders = new HashMap<>(set.dates());
    Map<String, NumberStyle> styles = new HashMap<>(set.numbers());
    List<FileQuestion> questions = new ArrayList<>();
    dates.forEach((field, evidence) -> {
      String name = field.spec().name();
      DateOrder order = former.dates().get(name);
      orders.put(name, evidence.order(order));
      evidence.question(name, order).ifPresent(questions::add);
    });
    numbers.forEach((field, evidence) -> {
      String name = field.spec().name();
      NumberStyle style = former.numbers().get(name);
      styles.put(name, evidence.style(style));
      evidence.question(name, style).ifPresent(questions::add);
    });
    return new Result(new ColumnRules(orders, styles), questions);
  }
}
