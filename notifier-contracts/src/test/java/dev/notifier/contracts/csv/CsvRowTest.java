package dev.notifier.contracts.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRowTest {
  @Test
  void cellsAreQuotedWhereCsvNeedsIt() {
    assertThat(CsvRow.of(List.of("", "plain", "a, b", "say \"x\"", "two\nlines", "")))
        .isEqualTo(",plain,\"a, b\",\"say \"\"x\"\"\",\"two\nlines\",\r\n");
  }

  @Test
  void aFormulaIsATextAndANumberIsNot() {
    assertThat(CsvRow.of(List.of("=1+1", "+84391234567", "-a,b", -5, "a=b")))
        .isEqualTo("'=1+1,'+84391234567,\"'-a,b\",-5,a=b\r\n");
  }
}
