package dev.notifier.batchfiles.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.batchfiles.FaultKind;
import dev.notifier.batchfiles.TestContent;
import dev.notifier.batchfiles.line.ColumnMapping;
import dev.notifier.batchfiles.line.ColumnRules;
import dev.notifier.batchfiles.line.FieldSpec;
import dev.notifier.batchfiles.line.FieldType;
import dev.notifier.batchfiles.line.FileLine;
import dev.notifier.batchfiles.line.FileLineReader;
import dev.notifier.batchfiles.line.LineFault;
import dev.notifier.batchfiles.line.MappingChoices;
import dev.notifier.batchfiles.look.FileLook;
import dev.notifier.batchfiles.look.FileLooks;
import dev.notifier.batchfiles.look.FileSettings;
import dev.notifier.batchfiles.look.LookResult;
import dev.notifier.batchfiles.look.RowReaders;
import dev.notifier.batchfiles.rows.FileKind;
import dev.notifier.batchfiles.rows.FileRow;
import dev.notifier.batchfiles.rows.RowReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportWriterTest {
  private static final List<FieldSpec> FIELDS =
      List.of(
          FieldSpec.required("phone", FieldType.PHONE, "SĐT").withExample("0912345678"),
          FieldSpec.required("fullName", FieldType.TEXT, "Họ tên").withExample("Lò Thị Mai"));
  private static final String BATCH = "0196f0e2-0000-7000-8000-000000000001";

  @ParameterizedTest
  @EnumSource(
      value = FileKind.class,
      names = {"CSV", "TSV", "XLSX"})
  void aReportCanBeUploadedAgain(FileKind kind) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ReportWriter report =
        ReportWriter.open(out, kind, ';', List.of("SĐT", "", "Họ tên"), BATCH)) {
      report.write(
          List.of("+84912345678", "", "=1+1"),
          List.of(new LineFault(7, 2, "Họ tên", FaultKind.BROKEN_TEXT)));
    }
    TestContent content = TestContent.of(out.toByteArray());

    FileLook look = look(content);
    ColumnMapping mapping = ColumnMapping.match(look, FIELDS, MappingChoices.NONE).mapping();
    assertThat(mapping.ignored()).isEmpty();
    try (RowReader rows = RowReaders.open(content, look)) {
      FileRow row = Objects.requireNonNull(rows.next());
      assertThat(mapping.batchOf(row)).isEqualTo(BATCH);
      assertThat(row.cell(3).text()).startsWith("Cột C (Họ tên): Chữ đã hỏng");
      assertThat(new FileLineReader(mapping, ColumnRules.NONE).read(row))
          .isInstanceOfSatisfying(
              FileLine.class,
              line ->
                  assertThat(line.values())
                      .containsEntry("phone", "+84912345678")
                      .containsEntry("fullName", "=1+1"));
    }
  }

  @Test
  void textsThatSpreadsheetsRunGetAnApostrophe() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TableWriter table = TableWriter.open(out, FileKind.CSV, ',')) {
      table.write(List.of("=1", "+1", "-1", "@a", "\ta", "\ra", "'a", "a=1", "", "x;=1"));
    }

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "\uFEFF\"'=1\",\"'+1\",\"'-1\",\"'@a\",\"'\ta\",\"'\ra\",\"''a\",\"a=1\",\"\",\"x;=1\"\r\n");
  }

  @ParameterizedTest
  @EnumSource(
      value = FileKind.class,
      names = {"CSV", "XLSX"})
  void anExampleIsAnUploadWithoutFaults(FileKind kind) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExampleFile.write(out, kind, FIELDS);
    TestContent content = TestContent.of(out.toByteArray());

    FileLook look = look(content);
    ColumnMapping.Result mapped = ColumnMapping.match(look, FIELDS, MappingChoices.NONE);
    assertThat(look.questions()).isEmpty();
    assertThat(mapped.questions()).isEmpty();
    try (RowReader rows = RowReaders.open(content, look)) {
      FileRow row = Objects.requireNonNull(rows.next());
      assertThat(new FileLineReader(mapped.mapping(), ColumnRules.NONE).read(row))
          .isInstanceOfSatisfying(
              FileLine.class,
              line ->
                  assertThat(line.values())
                      .containsOnlyKeys("phone", "fullName")
                      .containsEntry("phone", "+84912345678"));
    }
  }

  private static FileLook look(TestContent content) throws IOException {
    LookResult result =
        FileLooks.look(content, null, FileSettings.NONE, FieldSpec.foldedNames(FIELDS));
    assertThat(result).isInstanceOf(LookResult.Looked.class);
    return ((LookResult.Looked) result).look();
  }
}
