package dev.notifier.console.batches;

import static dev.notifier.console.batches.BatchExamples.PAGE;
import static dev.notifier.console.batches.BatchExamples.PATH;
import static dev.notifier.console.batches.BatchExamples.batch;
import static dev.notifier.console.batches.BatchExamples.faults;
import static dev.notifier.console.batches.BatchExamples.lines;
import static dev.notifier.console.batches.BatchExamples.show;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LinesPageTest {
  @RegisterExtension private static final TestConsole console = new TestConsole();

  @BeforeEach
  void prepare() {
    show(console.api(), batch("READY"));
    console.api().answer("GET", PATH + "/lines", 200, lines());
    console.api().answer("GET", PATH + "/faults", 200, faults());
  }

  @Test
  void linesAreMessages() {
    assertThat(console.get(PAGE).body())
        .contains("See lines as they will be sent</a>", "See the first lines of each error</a>");
    assertThat(console.get(PAGE + "/lines").body())
        .contains(
            "Row 2, to +84391234567, 1 SMS over viettel:",
            "<p class=\"bubble\">BHXHVN: The BHYT cua Ba Lo Thi Mai het han &lt;b&gt;31/12/2026",
            "Column A (Số điện thoại): This is not a Vietnamese mobile number of 10 digits.",
            "looked up in the directory (the stored list of recipients) when it is sent.",
            PAGE + "/lines?from=12\">The next lines</a>");
    assertThat(console.getVietnamese(PAGE + "/lines").body())
        .contains("Hàng 2, gửi +84391234567, 1 SMS qua viettel:", "Dòng này không được gửi.");
  }

  @Test
  void anyRowCanBeAskedFor() {
    assertThat(console.get(PAGE + "/lines?from=150000").body()).contains("value=\"150000\"");
    assertThat(console.api().last("GET", PATH + "/lines").target()).endsWith("/lines?from=150000");

    HttpResponse<String> wrong = console.get(PAGE + "/lines?from=A1");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("Type the number of a row, as Excel shows it.");
    assertThat(console.api().last("GET", PATH + "/lines").target()).endsWith("/lines");
  }

  @Test
  void errorsHaveTheirFirstLines() {
    assertThat(console.get(PAGE + "/faults").body())
        .contains(
            "28 lines have this error.",
            "Column A (Số điện thoại)<",
            "&lt;i&gt;0391",
            "1,048",
            "(blank)",
            "No route serves this number: ask an administrator.",
            "the whole line");
    assertThat(console.getVietnamese(PAGE + "/faults").body())
        .contains("28 dòng bị lỗi này.", "(trống)");
  }
}
