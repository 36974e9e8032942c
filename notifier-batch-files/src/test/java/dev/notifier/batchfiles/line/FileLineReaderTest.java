package dev.notifier.batchfiles.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.batchfiles.FaultKind;
import dev.notifier.batchfiles.RepairKind;
import dev.notifier.batchfiles.line.ColumnMapping.MappedField;
import dev.notifier.batchfiles.line.FieldSpec.EnumLabel;
import dev.notifier.batchfiles.rows.FileCell;
import dev.notifier.batchfiles.rows.FileRow;
import dev.notifier.batchfiles.rows.FileRow.CellFault;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileLineReaderTest {
  private final FieldSpec phone = FieldSpec.required("phone", FieldType.PHONE);
  private final FieldSpec honorific =
      FieldSpec.optional("honorific", FieldType.HONORIFIC)
          .withLabels(new EnumLabel("Thầy", List.of("Giáo viên nam")));
  private final ColumnMapping mapping =
      new ColumnMapping(
          List.of(new MappedField(phone, 0, "SĐT"), new MappedField(honorific, 2, "Xưng hô")),
          List.of("Khác"),
          null,
          2,
          true,
          false);
  private final FileLineReader reader = new FileLineReader(mapping, ColumnRules.NONE);

  @Test
  void aLineHasTheValuesOfItsFields() {
    assertThat(reader.read(row("0912345678", "x", "GIAO VIEN NAM")))
        .isInstanceOfSatisfying(
            FileLine.class,
            line -> {
              assertThat(line.values())
                  .containsOnlyKeys("phone", "honorific")
                  .containsEntry("honorific", "Thầy");
              assertThat(line.repairs())
                  .containsExactly(new FileLine.Repair(2, "honorific", RepairKind.HONORIFIC));
            });
  }

  @Test
  void aRowThatIsBlankInAllFieldsIsNoLine() {
    assertThat(reader.read(row("", "7", "\u00A0"))).isEqualTo(new LineResult.Blank(9));
  }

  @Test
  void aFaultOfAColumnThatIsNoFieldDoesNotMatter() {
    FileRow row =
        new FileRow(
            9,
            List.of(FileCell.text("0912345678"), FileCell.text("x")),
            List.of(new CellFault(1, FaultKind.MERGED_CELL)));

    assertThat(reader.read(row)).isInstanceOf(FileLine.class);
  }

  @Test
  void aRowThatCouldNotBeReadMissesNothing() {
    FileRow row =
        new FileRow(9, List.of(), List.of(new CellFault(FileRow.WHOLE_ROW, FaultKind.JSON_FORM)));

    assertThat(reader.read(row))
        .isEqualTo(
            new LineResult.Refused(
                9, List.of(new LineFault(9, FileRow.WHOLE_ROW, "", FaultKind.JSON_FORM))));
  }

  @Test
  void allFaultsAreInTheOrderOfTheColumns() {
    assertThat(reader.read(row("", "x", "?", "y")))
        .isInstanceOfSatisfying(
            LineResult.Refused.class,
            line ->
                assertThat(line.faults())
                    .extracting(LineFault::kind)
                    .containsExactly(
                        FaultKind.EXTRA_CELLS,
                        FaultKind.MISSING_VALUE,
                        FaultKind.UNKNOWN_HONORIFIC));
  }

  @Test
  void noTextOfAResultContainsValues() {
    FileRow row = row("0912345678", "x", "Nam");

    assertThat(row.toString() + reader.read(row) + row.cells()).doesNotContain("912345678", "Ông");
  }

  private static FileRow row(String... cells) {
    return new FileRow(9, Arrays.stream(cells).map(FileLineReaderTest::cell).toList(), List.of());
  }

  private static FileCell cell(String text) {
    return text.isEmpty() ? FileCell.EMPTY : new FileCell(FileCell.Kind.TEXT, text, null);
  }
}
