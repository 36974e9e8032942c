package dev.notifier.batchfiles.line;

import dev.notifier.batchfiles.FileQuestion;
import dev.notifier.batchfiles.QuestionKind;
import dev.notifier.batchfiles.rows.FileCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the cells of a column say about the decimal separator. */
final class NumberEvidence {
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d[\\d.,]*");
  private static final int GROUP_DIGITS = 3;

  private final boolean whole;
  private final List<String> comma = new ArrayList<>();
  private final List<String> dot = new ArrayList<>();
  private final List<String> singleDot = new ArrayList<>();
  private final List<String> singleComma = new ArrayList<>();

  /**
   * A column.
   *
   * @param whole whether the field has no decimals, so that one separator can only be a group's
   */
  NumberEvidence(boolean whole) {
    this.whole = whole;
  }

  void add(FileCell cell) {
    if (cell.kind() != FileCell.Kind.TEXT || cell.text().length() > NumberCells.MAX_CHARACTERS) {
      return;
    }
    String text = NumberCells.withoutCurrency(CleanText.of(cell.text(), false).text());
    int lastDot = text.lastIndexOf('.');
    int lastComma = text.lastIndexOf(',');
    if ((lastDot < 0 && lastComma < 0) || !NUMBER.matcher(text).matches()) {
      return;
    }
    if (lastDot >= 0 && lastComma >= 0) {
      keep(lastDot > lastComma ? dot : comma, text);
    } else if (lastDot >= 0) {
      addOne(text, '.', lastDot, comma, dot, singleDot);
    } else {
      addOne(text, ',', lastComma, dot, comma, singleComma);
    }
  }

  /** A number with one kind of separator, which is a group's if it occurs more than once. */
  private void addOne(
      String text,
      char separator,
      int last,
      List<String> grouping,
      List<String> decimal,
      List<String> unclear) {
    boolean repeated = text.indexOf(separator) < last;
    boolean groups = text.length() - last - 1 == GROUP_DIGITS;
    if (repeated) {
      keep(grouping, text);
    } else if (!groups) {
      keep(decimal, text);
    } else {
      keep(unclear, text);
      if (whole) {
        keep(grouping, text);
      }
    }
  }

  private static void keep(List<String> samples, String text) {
    if (samples.size() < FileQuestion.MAX_SAMPLES) {
      samples.add(text);
    }
  }

  /**
   * The most likely style.
   *
   * @param former what was said about the file whose corrected report this is; null = nothing
   */
  NumberStyle style(@Nullable NumberStyle former) {
    if (comma.isEmpty() && dot.isEmpty()) {
      return former == null ? NumberStyle.DECIMAL_COMMA : former;
    }
    return comma.isEmpty() ? NumberStyle.DECIMAL_DOT : NumberStyle.DECIMAL_COMMA;
  }

  /**
   * What has to be asked about the column.
   *
   * @param former as in {@link #style}; another style is not found without a question
   */
  Optional<FileQuestion> question(String field, @Nullable NumberStyle former) {
    NumberStyle style = style(former);
    boolean contradiction = !comma.isEmpty() && !dot.isEmpty();
    boolean unclear =
        comma.isEmpty() && dot.isEmpty() && !(singleDot.isEmpty() && singleComma.isEmpty());
    if (!contradiction && !unclear && (former == null || style == former)) {
      return Optional.empty();
    }
    NumberStyle other =
        style == NumberStyle.DECIMAL_COMMA ? NumberStyle.DECIMAL_DOT : NumberStyle.DECIMAL_COMMA;
    List<String> samples = new ArrayList<>();
    List.of(comma, dot, singleDot, singleComma)
        .forEach(list -> list.stream().limit(1).forEach(samples::add));
    return Optional.of(
        new FileQuestion(
            QuestionKind.NUMBER_FORMAT, field, List.of(style.code(), other.code()), samples));
  }
}
