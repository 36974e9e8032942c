package dev.notifier.batchfiles.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.batchfiles.FaultKind;
import dev.notifier.batchfiles.line.FieldSpec.EnumLabel;
import dev.notifier.batchfiles.rows.FileCell;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes that differ only in what is not compared are never exchanged. */
class EnumLabelsTest {
  private static final TextCells.Labels LABELS =
      TextCells.Labels.of(
          List.of(
              new EnumLabel("O+", List.of("O dương")),
              new EnumLabel("O-", List.of("O âm")),
              new EnumLabel("1.5", List.of()),
              new EnumLabel("15", List.of()),
              new EnumLabel("+", List.of())));

  @ParameterizedTest
  @CsvSource({"O+, O+", "O-, O-", "1.5, 1.5", "15, 15", "O dương, O+", "o AM, O-", "+, +"})
  void eachTextIsItsCode(String written, String code) {
    assertThat(TextCells.code(FileCell.text(written), LABELS))
        .isInstanceOfSatisfying(
            Conversion.Value.class, value -> assertThat(value.value()).isEqualTo(code));
  }

  @ParameterizedTest
  @CsvSource({"O", "o +", "1 5", "***"})
  void whatMayBeSeveralCodesIsNone(String written) {
    assertThat(TextCells.code(FileCell.text(written), LABELS))
        .isEqualTo(Conversion.fault(FaultKind.UNKNOWN_LABEL));
  }
}
