package dev.notifier.batchfiles.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.batchfiles.FaultKind;
import dev.notifier.batchfiles.TestContent;
import dev.notifier.batchfiles.UnreadableFile;
import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.rows.FileCell;
import dev.notifier.batchfiles.rows.FileRow;
import dev.notifier.batchfiles.rows.FileRow.CellFault;
import dev.notifier.batchfiles.rows.RowReader;
import dev.notifier.batchfiles.rows.RowTotals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TextRowsTest {
  private final List<FileRow> rows = new ArrayList<>();

  @Test
  void rowsHaveTheNumbersThatASpreadsheetShows() throws IOException {
    read("sep=;\r\nphone;name\r\n\r\n0912345678;\"Lò\r\nThị\"\"Mai\"\r\n0912345679;B;;;\r\n");

    assertThat(rows).extracting(FileRow::number).containsExactly(3L, 4L);
    assertThat(texts(0)).containsExactly("0912345678", "Lò\r\nThị\"Mai");
    assertThat(texts(1)).containsExactly("0912345679", "B");
  }

  @Test
  void anOpenQuoteEndsTheReadingAtItsRow() throws IOException {
    RowTotals totals = read("phone,name\n" + "1,A\n".repeat(40) + "2,\"B\n3,C\n");

    assertThat(rows).hasSize(40);
    assertThat(totals.unreadable()).isEqualTo(new UnreadableFile(UnreadableKind.OPEN_QUOTE, 42));
  }

  @Test
  void charactersBehindAQuotedCellBelongToIt() throws IOException {
    read("phone,name\n0912345678,\"A\"B\n");

    assertThat(texts(0)).containsExactly("0912345678", "AB");
  }

  @Test
  void longCellsAndRowsAreFaultsOfTheirRow() throws IOException {
    String cell = "x".repeat(4_000);
    read("phone,name\n1," + "x".repeat(5_000) + "\n2," + (cell + ",").repeat(17) + "\n3,ok\n");

    assertThat(rows.get(0).faults()).containsExactly(new CellFault(1, FaultKind.LONG_CELL));
    assertThat(rows.get(1).faults()).contains(new CellFault(FileRow.WHOLE_ROW, FaultKind.LONG_ROW));
    assertThat(rows.get(2).faults()).isEmpty();
  }

  @Test
  void readingEndsAfterManyBlankRows() throws IOException {
    RowTotals totals = read("phone,name\n1,a\n" + ",\n".repeat(10_001) + "2,b\n");

    assertThat(rows).hasSize(1);
    assertThat(totals).isEqualTo(new RowTotals(1, 0, 10_000, null));
  }

  @Test
  void ndjsonHasACellForEachKey() throws IOException {
    read(
        """
        {"phone":"0912345678","name":"A","n":12345678901234567890}
        not json
        {"name":null,"phone":["x"],"unknown":1}
        """);

    assertThat(texts(0)).containsExactly("0912345678", "A", "12345678901234567890", "");
    assertThat(rows.get(1).faults())
        .containsExactly(new CellFault(FileRow.WHOLE_ROW, FaultKind.JSON_FORM));
    assertThat(rows.get(2).faults()).containsExactly(new CellFault(0, FaultKind.NESTED_VALUE));
  }

  /** Otherwise a subject or a locale that only later lines have would be left out silently. */
  @Test
  void aKeyThatTheFirstLinesDoNotHaveIsAFault() throws IOException {
    read(
        "{\"phone\":\"0912345678\",\"name\":\"A\"}\n".repeat(10_000)
            + "{\"phone\":\"0912345678\",\"subject\":\"1\"}\n{\"phone\":\"0912345678\",\"subject\":null}\n");

    assertThat(rows.get(9_999).faults()).isEmpty();
    assertThat(rows.get(10_000).faults())
        .containsExactly(new CellFault(FileRow.WHOLE_ROW, FaultKind.LATE_KEY));
    assertThat(rows.get(10_001).faults()).isEmpty();
  }

  private List<String> texts(int row) {
    return rows.get(row).cells().stream().map(FileCell::text).toList();
  }

  private RowTotals read(String text) throws IOException {
    TestContent content = TestContent.of(text);
    LookResult result = FileLooks.look(content, null, FileSettings.NONE, Set.of("phone", "name"));
    assertThat(result).isInstanceOf(LookResult.Looked.class);
    FileLook look = ((LookResult.Looked) result).look();
    try (RowReader reader = RowReaders.open(content, look)) {
      FileRow row;
      while ((row = reader.next()) != null) {
        rows.add(row);
      }
      return reader.totals();
    }
  }
}
