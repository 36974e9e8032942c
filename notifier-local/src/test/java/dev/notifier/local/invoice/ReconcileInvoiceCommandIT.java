package dev.notifier.local.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.RecordJson;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.postgres.MigratedPostgres;
import dev.notifier.store.Database;
import dev.notifier.store.routes.RouteStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine;

/** The command on a PostgreSQL that runs in a home. */
class ReconcileInvoiceCommandIT {
  @TempDir private static Path directory;

  private static Path home;
  private static Database database;

  @BeforeAll
  static void start() throws Exception {
    home = directory.resolve("home");
    String url = MigratedPostgres.withLogin(MigratedPostgres.newDatabase());
    database = Database.open(new Database.Settings(url, "", "", "test", 2, Duration.ofSeconds(30)));
    HomeDirectory.open(home).endpoints().put(Map.of("postgres", url));
    String spec =
        """
        {"sessions":1,"maxSessions":4,"window":10,"rate":50,"source":{"address":"BHXHVN"},
         "prices":[{"validFrom":"2026-01-01","perSegment":300}]}\
        """;
    new RouteStore(database.dataSource(), Clock.systemUTC())
        .seed(
            Map.of(
                "viettel",
                RecordJson.read(spec.getBytes(StandardCharsets.UTF_8), RouteConfig.class)));
    // Ten days of two tenants, each with 100 + day segments; half of it before midnight in UTC.
    new JdbcTemplate(database.dataSource())
        .update(
            """
            insert into sent_segments
              (hour, tenant, route, sender, category, type, template, segments)
            select timestamptz '2026-11-30 17:00Z' + (d - 1) * interval '1 day' + t * interval '8 hours',
              'tenant-' || t, 'viettel', '', 'SERVICE', 'a.b', '', 50 + d * (t % 2)
            from generate_series(1, 10) d cross join generate_series(0, 1) t
            """);
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  private record Result(int code, List<String> lines, String error) {}

  private static Result reconcile(String invoice, String... options) throws Exception {
    Path file = directory.resolve("invoice.csv");
    Files.writeString(file, invoice);
    StringWriter out = new StringWriter();
    StringWriter error = new StringWriter();
    CommandLine command =
        new CommandLine(new ReconcileInvoiceCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(error, true));
    String[] arguments = new String[options.length + 3];
    arguments[0] = "--home";
    arguments[1] = home.toString();
    arguments[2] = file.toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    int code = command.execute(arguments);
    return new Result(code, out.toString().lines().toList(), error.toString());
  }

  private static String invoice(String header, String name) {
    StringBuilder text = new StringBuilder(header).append('\n');
    for (int day = 1; day <= 10; day++) {
      int segments = 100 + day;
      text.append("%d/12/2026,%s,%d,%d\n".formatted(day, name, segments, segments * 300));
    }
    return text.toString();
  }

  @Test
  void anInvoiceThatAgreesIsAccepted() throws Exception {
    for (String name : List.of("viettel", "BHXHVN", "")) {
      Result result = reconcile(invoice("Ngày,Brandname,Số lượng,Thành tiền", name));
      assertThat(result.lines())
          .as(result.error())
          .containsExactly("The invoice agrees with the accepted segments of 2026-12.");
      assertThat(result.code()).isZero();
    }
  }

  @Test
  void theDaysThatDifferAreListed() throws Exception {
    String invoice =
        invoice("date,route,segments,amount", "viettel")
            .replace("2/12/2026,viettel,102,30600", "2/12/2026,viettel,105,31500")
            .replace("5/12/2026,viettel,105,31500\n", "")
            .replace("9/12/2026,viettel,109,32700", "9/12/2026,viettel,109,32702");

    Result result = reconcile(invoice);

    assertThat(result.code()).as(result.error()).isEqualTo(1);
    assertThat(result.lines())
        .containsExactly(
            "2026-12-02  viettel  102 segments here, 105 in the invoice (+3), +900 VND",
            "2026-12-05  viettel  105 segments here, 0 in the invoice (-105), -31,500 VND",
            "2026-12-09  viettel  109 segments here, 109 in the invoice (+0), +2 VND",
            "3 lines differ, of 2026-12. The carrier has -102 segments more.");
  }

  @Test
  void anotherRouteHasNothing() throws Exception {
    Result result = reconcile("date,segments\n2026-12-01,101\n", "--route", "vina");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.lines()).contains("2026-12-01  0 segments here, 101 in the invoice (+101)");
  }

  /** Without its last days, the month would seem to have fewer segments than the invoice. */
  @Test
  void aMonthWithTooManyLinesIsNotCut() throws Exception {
    YearMonth month = YearMonth.of(2026, 12);

    assertThat(new OwnFigures(database, 10).of(month, "", OwnFigures.Naming.ROUTE)).hasSize(10);
    assertThatThrownBy(() -> new OwnFigures(database, 9).of(month, "", OwnFigures.Naming.ROUTE))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("2026-12 has more than 9 lines");
  }

  @Test
  void aFileWithoutAnInvoiceIsAnError() throws Exception {
    assertThat(reconcile("x\n").code()).isNotZero();
    assertThat(reconcile("date,segments\n").code()).isNotZero();
  }
}
