package dev.notifier.batchfiles.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.batchfiles.TestContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that LibreOffice has written; {@code spreadsheets/README.md} says how. */
class SpreadsheetFilesTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          people.xlsx           | 3 +84912345678 / Lò Thị Mai / 2026-12-31 / 1263600; 4 +84912345679 / Đặng Thị Thu Hoài / 2026-10-05 / 2527200 {leading-zero}; 6 B!merged-cell; 7 B!merged-cell; 8 B!error-cell; 9 B!several-lines; hidden 1
          two.xlsx              | ask sheet Xã A
          people.ods            | refused open-document
          people.xls            | refused old-excel
          people.html           | refused html
          semicolons.csv        | 3 +84912345678 / Lò Thị Mai / 2026-12-31 / 1263600; 4 +84912345679 / Đặng Thị Thu Hoài / 2026-10-05 / 2527200 {leading-zero}; 5 +84912345670 / Ẩn; 6 +84912345671 / Gộp; 7 B!missing-value; 8 B!error-cell; 9 B!several-lines
          utf16-tabs.csv        | 3 +84912345678 / Lò Thị Mai / 2026-12-31 / 1263600; 4 +84912345679 / Đặng Thị Thu Hoài / 2026-10-05 / 2527200 {leading-zero}; 5 +84912345670 / Ẩn; 6 +84912345671 / Gộp; 7 B!missing-value; 8 B!error-cell; 9 B!several-lines
          raw-values.csv        | 3 +84912345678 / Lò Thị Mai / 2026-12-31 / 1263600; 4 +84912345679 / Đặng Thị Thu Hoài / 2026-10-05 / 2527200 {leading-zero}; 5 +84912345670 / Ẩn; 6 +84912345671 / Gộp; 7 B!missing-value; 8 B!error-cell; 9 B!several-lines
          dates-english.xlsx    | ask date-order validTo day-first
          dates-vietnamese.xlsx | 2 +84912345678 / Lò Thị Mai / 2026-12-25 / 1263600 {leading-zero}; 3 +84912345679 / Đặng Thị Thu Hoài / 2026-10-05 / 1500000 {phone-spelling}
          long-numbers.xlsx     | 2 A!phone-too-long; 3 +84912345678 / Mai {leading-zero}
          long-numbers.csv      | 2 A!scientific-number; 3 +84912345678 / Mai {leading-zero}
          """)
  void file(String name, String expected) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/spreadsheets/" + name))) {
      assertThat(Upload.DETECTED.read(TestContent.of(in.readAllBytes()))).isEqualTo(expected);
    }
  }
}
