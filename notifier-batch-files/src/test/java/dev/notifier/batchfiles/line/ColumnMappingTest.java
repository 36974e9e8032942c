package dev.notifier.batchfiles.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.notifier.batchfiles.ColumnLetters;
import dev.notifier.batchfiles.FaultKind;
import dev.notifier.batchfiles.QuestionKind;
import dev.notifier.batchfiles.TestContent;
import dev.notifier.batchfiles.line.ColumnMapping.MappedField;
import dev.notifier.batchfiles.line.LineCounts.FaultCount;
import dev.notifier.batchfiles.look.FileLook;
import dev.notifier.batchfiles.look.FileLooks;
import dev.notifier.batchfiles.look.FileSettings;
import dev.notifier.batchfiles.look.LookResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnMappingTest {
  @Test
  void columnsAreFieldsOrIgnoredOrOfAReport() throws IOException {
    ColumnMapping mapping =
        match("STT,SĐT,Full Name,Lỗi,Mã lô\n1,0912345678,A,x,7\n", MappingChoices.NONE).mapping();

    assertThat(mapping.fields())
        .extracting(field -> field.spec().name(), MappedField::column, MappedField::header)
        .containsExactly(tuple("phone", 1, "SĐT"), tuple("fullName", 2, "Full Name"));
    assertThat(mapping.ignored()).containsExactly("STT");
    assertThat(mapping.batchColumn()).isEqualTo(4);
  }

  @Test
  void aChosenColumnIsUsedAlsoIfAnotherHasTheNameOfTheField() throws IOException {
    MappingChoices choices = new MappingChoices(Map.of("phone", "Di động", "amount", ""), false);
    ColumnMapping.Result result =
        match("SĐT,Di động,Họ tên,Số tiền\n02438251234,0912345678,A,1\n", choices);

    assertThat(result.questions()).isEmpty();
    assertThat(result.mapping().ignored()).containsExactly("SĐT", "Số tiền");
  }

  @Test
  void aChosenColumnThatTheFileDoesNotHaveIsAskedFor() throws IOException {
    ColumnMapping.Result result =
        match("SĐT,Họ tên\n0912345678,A\n", new MappingChoices(Map.of("note", "Thiếu"), false));

    assertThat(result.questions())
        .singleElement()
        .satisfies(question -> {
          assertThat(question.kind()).isEqualTo(QuestionKind.MAPPING);
          assertThat(question.subject()).isEqualTo("note");
          assertThat(question.choices()).containsExactly("SĐT", "Họ tên");
        });
  }

  @Test
  void faultsAreCountedByKindAndColumn() {
    LineCounts counts = new LineCounts();
    for (int row = 2; row < 5; row++) {
      counts.add(
          new LineResult.Refused(
              row, List.of(new LineFault(row, 1, "Họ tên", FaultKind.MISSING_VALUE))));
    }
    counts.add(new LineResult.Refused(9, List.of(new LineFault(9, 0, "SĐT", FaultKind.LANDLINE))));

    assertThat(counts.refused()).isEqualTo(4);
    assertThat(counts.faults())
        .containsExactly(
            new FaultCount(FaultKind.MISSING_VALUE, 1, "Họ tên", 3),
            new FaultCount(FaultKind.LANDLINE, 0, "SĐT", 1));
  }

  @Test
  void aFaultSaysWhereItIs() {
    LineFault fault = new LineFault(2, 27, "Họ tên", FaultKind.MISSING_VALUE);

    assertThat(fault.vietnamese()).isEqualTo("Cột AB (Họ tên): Ô bắt buộc bị trống: hãy điền vào.");
    assertThat(fault.english())
        .isEqualTo("Column AB (Họ tên): A required cell is blank: fill it in.");
    assertThat(ColumnLetters.of(16_383)).isEqualTo("XFD");
  }

  private static ColumnMapping.Result match(String text, MappingChoices choices)
      throws IOException {
    LookResult result =
        FileLooks.look(
            TestContent.of(text), null, FileSettings.NONE, FieldSpec.foldedNames(Upload.FIELDS));
    FileLook look = ((LookResult.Looked) result).look();
    return ColumnMapping.match(look, Upload.FIELDS, choices);
  }
}
