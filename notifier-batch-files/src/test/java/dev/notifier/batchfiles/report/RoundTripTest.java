package dev.notifier.batchfiles.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.batchfiles.TestContent;
import dev.notifier.batchfiles.look.FileLook;
import dev.notifier.batchfiles.look.FileLooks;
import dev.notifier.batchfiles.look.FileSettings;
import dev.notifier.batchfiles.look.LookResult;
import dev.notifier.batchfiles.look.RowReaders;
import dev.notifier.batchfiles.rows.FileCell;
import dev.notifier.batchfiles.rows.FileKind;
import dev.notifier.batchfiles.rows.FileRow;
import dev.notifier.batchfiles.rows.RowReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoundTripTest {
  private static final List<String> HEADER = List.of("phone", "name", "note");

  @Property(tries = 300)
  void csvIsReadAsItWasWritten(@ForAll("rows") List<List<String>> rows) throws IOException {
    assertThat(writtenAndRead(FileKind.CSV, rows)).isEqualTo(rows);
  }

  @Property(tries = 30)
  void xlsxIsReadAsItWasWritten(@ForAll("rows") List<List<String>> rows) throws IOException {
    assertThat(writtenAndRead(FileKind.XLSX, rows)).isEqualTo(rows);
  }

  @Example
  void aLongTableIsReadAsItWasWritten() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      rows.add(List.of("0" + (912_345_678 + i), "Lò Thị Mai", "=" + i));
    }

    assertThat(writtenAndRead(FileKind.XLSX, rows)).isEqualTo(rows);
  }

  @Provide
  Arbitrary<List<List<String>>> rows() {
    Arbitrary<String> cell =
        Arbitraries.of(
                "a",
                "Lò",
                "=",
                "+",
                "-",
                "@",
                "'",
                ",",
                ";",
                "\"",
                "\n",
                " ",
                "0912345678",
                "#",
                "\t",
                "<",
                "&")
            .list()
            .ofMinSize(1)
            .ofMaxSize(5)
            .map(parts -> "x" + String.join("", parts) + "x");
    Arbitrary<String> start = Arbitraries.of("", "=", "+", "-", "@", "'", "''");
    Arbitrary<String> text = start.flatMap(first -> cell.map(rest -> first + rest));
    return text.list().ofSize(HEADER.size()).list().ofMinSize(1).ofMaxSize(5);
  }

  private static List<List<String>> writtenAndRead(FileKind kind, List<List<String>> rows)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TableWriter table = TableWriter.open(out, kind, ';')) {
      table.write(HEADER);
      for (List<String> row : rows) {
        table.write(row);
      }
    }
    TestContent content = TestContent.of(out.toByteArray());
    FileSettings settings = FileSettings.NONE.withDelimiter(';').withHeaderRow(1);
    LookResult result = FileLooks.look(content, null, settings, Set.copyOf(HEADER));
    assertThat(result).isInstanceOf(LookResult.Looked.class);
    FileLook look = ((LookResult.Looked) result).look();
    List<List<String>> read = new ArrayList<>();
    try (RowReader reader = RowReaders.open(content, look)) {
      FileRow row;
      while ((row = reader.next()) != null) {
        read.add(row.cells().stream().map(cell -> plain(kind, cell)).toList());
      }
    }
    return read;
  }

  /** The reader of lines removes one apostrophe, which CSV has before some texts. */
  private static String plain(FileKind kind, FileCell cell) {
    String text = cell.text();
    return kind == FileKind.CSV && text.startsWith("'") ? text.substring(1) : text;
  }
}
