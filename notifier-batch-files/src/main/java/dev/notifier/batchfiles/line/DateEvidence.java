package dev.notifier.batchfiles.line;

import dev.notifier.batchfiles.FileQuestion;
import dev.notifier.batchfiles.QuestionKind;
import dev.notifier.batchfiles.rows.FileCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** What the cells of a column say about the order of day and month. */
final class DateEvidence {
  private static final int MAX_MONTH = 12;

  private final List<String> dayFirst = new ArrayList<>();
  private final List<String> monthFirst = new ArrayList<>();
  private final List<String> either = new ArrayList<>();
  private final List<String> dateCells = new ArrayList<>();

  void add(FileCell cell) {
    if (cell.kind() == FileCell.Kind.DATE) {
      keep(dateCells, cell.text());
      return;
    }
    if (cell.text().length() > NumberCells.MAX_CHARACTERS) {
      return;
    }
    String text = CleanText.of(cell.text(), false).text();
    Matcher matcher = DateCells.YEAR_LAST.matcher(text);
    if (!matcher.matches()) {
      return;
    }
    int first = Integer.parseInt(matcher.group(1));
    int second = Integer.parseInt(matcher.group(2));
    if (first > MAX_MONTH && second <= MAX_MONTH) {
      keep(dayFirst, text);
    } else if (second > MAX_MONTH && first <= MAX_MONTH) {
      keep(monthFirst, text);
    } else {
      keep(either, text);
    }
  }

  private static void keep(List<String> samples, String text) {
    if (samples.size() < FileQuestion.MAX_SAMPLES) {
      samples.add(text);
    }
  }

  private boolean isMixed() {
    boolean texts = !dayFirst.isEmpty() || !monthFirst.isEmpty() || !either.isEmpty();
    return texts && !dateCells.isEmpty();
  }

  /**
   * The most likely order.
   *
   * @param former what was said about the file whose corrected report this is; null = nothing
   */
  DateOrder order(@Nullable DateOrder former) {
    return dayFirst.isEmpty() && (!monthFirst.isEmpty() || former == DateOrder.MONTH_FIRST)
        ? DateOrder.MONTH_FIRST
        : DateOrder.DAY_FIRST;
  }

  /**
   * A report has the days of such a file with the year first. Others were entered by a person or
   * rewritten by a program, and either may have kept to the order of the file.
   */
  private boolean isUnclearNow(@Nullable DateOrder former) {
    boolean exchanges = former == DateOrder.DAY_FIRST_EXCHANGED && !dateCells.isEmpty();
    return exchanges || (former != null && former != DateOrder.DAY_FIRST && !either.isEmpty());
  }

  /**
   * What has to be asked about the column.
   *
   * @param former as in {@link #order}
   */
  Optional<FileQuestion> question(String field, @Nullable DateOrder former) {
    if (monthFirst.isEmpty() && !isMixed() && !isUnclearNow(former)) {
      return Optional.empty();
    }
    DateOrder order = order(former);
    List<String> choices = new ArrayList<>();
    choices.add(order.code());
    if (!dateCells.isEmpty()) {
      choices.add(DateOrder.DAY_FIRST_EXCHANGED.code());
    }
    choices.add(
        order == DateOrder.DAY_FIRST ? DateOrder.MONTH_FIRST.code() : DateOrder.DAY_FIRST.code());
    List<String> samples = new ArrayList<>();
    List.of(monthFirst, dayFirst, dateCells, either)
        .forEach(list -> list.stream().limit(1).forEach(samples::add));
    List.of(monthFirst, dayFirst, dateCells, either)
        .forEach(list -> list.stream().skip(1).forEach(samples::add));
    return Optional.of(new FileQuestion(QuestionKind.DATE_ORDER, field, choices, samples));
  }
}
