package dev.notifier.api.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTableTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "plain | plain",
        "~~ | ~~",
        "=1+1 | '=1+1",
        "+84 | '+84",
        "-x | '-x",
        "@SUM(A1) | '@SUM(A1)",
        "~\t=1~ | ~'\t=1~",
        "a,b | \"a,b\"",
        "say \"x\" | \"say \"\"x\"\"\"",
        "=a,b | \"'=a,b\"",
        "~a\nb~ | ~\"a\nb\"~",
        "a=b | a=b"
      })
  void aTextIsNeverAFormulaOrSeveralCells(String text, String cell) {
    assertThat(new CsvTable(List.of("t")).add(List.of(text, -1L)))
        .hasToString("t\r\n" + cell + ",-1\r\n");
  }
}
