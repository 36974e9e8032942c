package dev.notifier.local.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.local.console.CommandException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarrierInvoiceTest {
  @TempDir private static Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "date,route,segments,amount\n2026-12-01,viettel,182300,54690000.5\n",
        "\uFEFFNgày;Thương hiệu;Số lượng;Thành tiền\r\n01/12/2026;viettel;182.300;54690000,5\r\n",
        "Amount\tOther\tSMS\tBrandname\tDay\n54690000.5\tx\t182 300\tviettel\t01-12-2026\n\n",
        "DATE,Sender,Parts,Total\n01.12.2026,\"viettel\",\"182,300\",\"54690000,5\"",
        "Số tin,Tuyến,Ngày,Số tiền\n182300,viettel,1/12/2026,54690000.5",
        "ngay;tuyen;mt;tien\n2026-12-01;viettel;182300;54.690.000,5",
        "date,route,count,cost\n2026-12-01,viettel,182300,\"54,690,000.5\""
      })
  void columnsAreFoundByTheirNames(String text) throws Exception {
    assertThat(read(text))
        .extracting(
            line -> line.day() + " " + line.route() + " " + line.segments() + " " + line.amount())
        .containsExactly("2026-12-01 viettel 182300 54690000.5");
  }

  @Test
  void routeAndAmountMayBeMissing() throws Exception {
    assertThat(read("date,segments\n2026-12-01,7\n"))
        .extracting(line -> line.route() + line.segments() + line.amount())
        .containsExactly("7null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a,b\n1,2",
        "date,amount\n2026-12-01,7",
        "date,segments\n2026-12-32,7",
        "date,segments\n31/11/2026,7",
        "date,segments\n2026-12-01,",
        "date,segments\n2026-12-01,-7",
        "date,segments\n2026-12-01,1.5",
        "date,segments\n2026-12-01,=7",
        "date,segments,amount\n2026-12-01,7"
      })
  void whatIsNoInvoiceIsRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(CommandException.class);
  }

  @Test
  void anotherEncodingIsRefused() throws IOException {
    Path file = folder.resolve("latin1.csv");
    Files.write(file, "date,segments,é\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> CarrierInvoice.read(file)).hasMessageContaining("UTF-8");
  }

  private static List<InvoiceLine> read(String text) throws Exception {
    Path file = folder.resolve("invoice.csv");
    Files.writeString(file, text);
    return CarrierInvoice.read(file);
  }
}
