package dev.notifier.batchfiles.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.batchfiles.TestContent;
import dev.notifier.batchfiles.look.FileLook;
import dev.notifier.batchfiles.look.FileLooks;
import dev.notifier.batchfiles.look.FileSettings;
import dev.notifier.batchfiles.look.LookResult;
import dev.notifier.batchfiles.look.RowReaders;
import dev.notifier.batchfiles.rows.FileCell;
import dev.notifier.batchfiles.rows.FileCell.Kind;
import dev.notifier.batchfiles.rows.RowReader;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refused lines are read again without what was said about their file. */
class CorrectedReportTest {
  private static final FieldSpec DAY = FieldSpec.optional("validTo", FieldType.DATE, "Hạn thẻ");
  private static final FieldSpec RATE = FieldSpec.optional("rate", FieldType.NUMBER, "Lãi suất");

  private static ColumnRules dates(DateOrder order) {
    return new ColumnRules(Map.of("validTo", order), Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "DAY_FIRST, 5/10/2026, 5/10/2026",
    "MONTH_FIRST, 5/10/2026, 2026-05-10",
    "MONTH_FIRST, '5/1/26 10:00', 2026-05-01",
    "MONTH_FIRST, 31/10/2026, 31/10/2026",
    "MONTH_FIRST, soon, soon",
    "DAY_FIRST_EXCHANGED, 5/10/2026, 2026-10-05",
  })
  void aDayOfATextIsWrittenAsItWasRead(DateOrder order, String text, String reported) {
    assertThat(dates(order).reported(FileCell.text(text), DAY)).isEqualTo(reported);
  }

  @ParameterizedTest
  @CsvSource({
    "DAY_FIRST, 2026-05-10",
    "MONTH_FIRST, 2026-05-10",
    "DAY_FIRST_EXCHANGED, 2026-10-05",
  })
  void aDayOfACellIsWrittenAsItWasRead(DateOrder order, String reported) {
    FileCell cell = new FileCell(Kind.DATE, "2026-05-10", LocalDateTime.of(2026, 5, 10, 0, 0));

    assertThat(dates(order).reported(cell, DAY)).isEqualTo(reported);
  }

  @Test
  void aDayThatIsCountedFrom1904IsWrittenOut() {
    FileCell cell = new FileCell(Kind.NUMBER, "44690", LocalDateTime.of(2026, 5, 10, 0, 0));

    assertThat(ColumnRules.NONE.reported(cell, DAY)).isEqualTo("2026-05-10");
    assertThat(ColumnRules.NONE.reported(FileCell.number("46152"), DAY)).isEqualTo("46152");
  }

  @Test
  void aStoredNumberHasTheSeparatorOfItsColumn() {
    ColumnRules dot = new ColumnRules(Map.of(), Map.of("rate", NumberStyle.DECIMAL_DOT));

    assertThat(ColumnRules.NONE.reported(FileCell.number("12.625"), RATE)).isEqualTo("12,625");
    assertThat(dot.reported(FileCell.number("12.625"), RATE)).isEqualTo("12.625");
    assertThat(ColumnRules.NONE.reported(FileCell.text("12.625"), RATE)).isEqualTo("12.625");
  }

  @Test
  void aNumberThatWouldFillTheMemoryIsNotWrittenOut() {
    assertThat(ColumnRules.NONE.reported(FileCell.number("1E-500000000"), RATE))
        .isEqualTo("1E-500000000");
  }

  /** The same spreadsheet exchanges day and month again when a date is corrected there. */
  @Test
  void dateCellsOfAReportWhoseDatesWereExchangedAreAskedAbout() {
    DateEvidence evidence = new DateEvidence();
    evidence.add(FileCell.text("2026-10-05"));
    evidence.add(new FileCell(Kind.DATE, "2026-05-10", LocalDateTime.of(2026, 5, 10, 0, 0)));

    assertThat(evidence.question("validTo", DateOrder.DAY_FIRST)).isEmpty();
    assertThat(evidence.question("validTo", DateOrder.DAY_FIRST_EXCHANGED).orElseThrow().choices())
        .containsExactly("day-first", "day-first-exchanged", "month-first");
  }

  /** Without a date or number that can be read in two ways, nothing is asked. */
  @ParameterizedTest
  @CsvSource({
    // What was said about the dates; two of them; the answers, the likely one first.
    "MONTH_FIRST, 2026-10-05, 2026-10-06, ''",
    "MONTH_FIRST, 2026-10-05, 6/10/2026, month-first day-first",
    "MONTH_FIRST, 2026-10-05, 25/10/2026, ''",
    "MONTH_FIRST, 5/10/2026, 25/10/2026, day-first month-first",
    "DAY_FIRST_EXCHANGED, 2026-10-05, 6/10/2026, day-first month-first",
    "DAY_FIRST_EXCHANGED, 2026-10-05, 2026-10-06, ''",
    "DAY_FIRST, 5/10/2026, 6/10/2026, ''",
    ", 5/10/2026, 6/10/2026, ''",
  })
  void datesThatMayKeepToTheFormerOrderAreAskedAbout(
      @Nullable DateOrder former, String first, String second, String answers) throws IOException {
    ColumnRules rules = former == null ? ColumnRules.NONE : dates(former);

    assertThat(asked(rules, "Hạn thẻ", first, second)).isEqualTo(answers);
  }

  @ParameterizedTest
  @CsvSource({
    "DECIMAL_COMMA, 12.5, 1.263, decimal-dot decimal-comma",
    "DECIMAL_DOT, 12.5, 1.263, ''",
    "DECIMAL_DOT, 1.263, 1.264, decimal-dot decimal-comma",
    ", 12.5, 1.263, ''",
  })
  void numbersOfAnotherStyleAreAskedAbout(
      @Nullable NumberStyle former, String first, String second, String answers)
      throws IOException {
    ColumnRules rules =
        former == null ? ColumnRules.NONE : new ColumnRules(Map.of(), Map.of("rate", former));

    assertThat(asked(rules, "Lãi suất", first, second)).isEqualTo(answers);
  }

  /** The file has a line of another report as well, about which something else was said. */
  private static String asked(ColumnRules former, String column, String first, String second)
      throws IOException {
    TestContent file =
        TestContent.of(
            """
            SĐT;Họ tên;%s;Lỗi;Mã lô
            0912345678;Mai;%s;x;A
            0912345678;Mai;%s;x;B
            """
                .formatted(column, first, second));
    FileLook look =
        ((LookResult.Looked)
                FileLooks.look(
                    file, "text/csv", FileSettings.NONE, FieldSpec.foldedNames(Upload.FIELDS)))
            .look();
    ColumnMapping mapping = ColumnMapping.match(look, Upload.FIELDS, MappingChoices.NONE).mapping();
    try (RowReader rows = RowReaders.open(file, look)) {
      return ColumnSurvey.survey(
              rows,
              mapping,
              ColumnRules.NONE,
              id -> id.equals("B") ? former : dates(DateOrder.DAY_FIRST))
          .questions()
          .stream()
          .map(question -> String.join(" ", question.choices()))
          .collect(Collectors.joining("; "));
    }
  }
}
