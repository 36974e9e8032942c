package dev.notifier.local.invoice;

import dev.notifier.local.components.DatabaseLocation;
import dev.notifier.local.console.AbsolutePath;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.home.HomeOption;
import dev.notifier.local.invoice.InvoiceComparison.Difference;
import dev.notifier.store.Database;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reconcile-invoice}: compares the invoice of a carrier with what was submitted. */
@Command(
    name = "reconcile-invoice",
    description =
        "Compare a carrier's invoice (CSV) with the accepted segments, by day; exits with 1 if they"
            + " differ.")
public final class ReconcileInvoiceCommand implements Callable<Integer> {
  /** Of one invoice. */
  private static final int MAX_MONTHS = 12;

  @Mixin private HomeOption homeOption = new HomeOption();

  @Parameters(
      paramLabel = "FILE",
      converter = AbsolutePath.class,
      description = "CSV with the columns date and segments, and route or sender, and amount")
  private @Nullable Path file;

  @Option(
      names = "--route",
      paramLabel = "NAME",
      defaultValue = "",
      description = "the invoice is about this route only")
  private String route = "";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      converter = AbsolutePath.class,
      description =
          "the configuration file with notifier.postgres, instead of the PostgreSQL of the home")
  private @Nullable Path config;

  @Spec private @Nullable CommandSpec spec;

  /** Made by the command line. */
  public ReconcileInvoiceCommand() {}

  @Override
  public Integer call() throws CommandException, IOException {
    List<InvoiceLine> invoice = invoice();
    Set<YearMonth> months =
        invoice.stream()
            .map(line -> YearMonth.from(line.day()))
            .collect(Collectors.toCollection(TreeSet::new));
    if (months.isEmpty() || months.size() > MAX_MONTHS) {
      throw new CommandException("The invoice must have lines of 1 to 12 months.");
    }
    try (Database database =
        Database.open(DatabaseLocation.of(homeOption, Optional.ofNullable(config), "invoice"))) {
      return report(
          differences(new OwnFigures(database, OwnFigures.MAX_LINES), invoice, months), months);
    } catch (DataAccessException | TransactionException e) {
      throw new IOException(
          "PostgreSQL cannot be read: check that it runs, and that its schema is migrated to this"
              + " release.",
          e);
    }
  }

  private List<InvoiceLine> invoice() throws CommandException, IOException {
    Path named = file;
    if (named == null) {
      throw new CommandException("Name the file of the invoice.");
    }
    try {
      return CarrierInvoice.read(named);
    } catch (NoSuchFileException e) {
      throw new CommandException("There is no file " + named + ".");
    }
  }

  private List<Difference> differences(
      OwnFigures figures, List<InvoiceLine> invoice, Set<YearMonth> months)
      throws CommandException {
    OwnFigures.Naming naming = figures.naming(invoice);
    List<InvoiceLine> own = new ArrayList<>();
    for (YearMonth month : months) {
      own.addAll(figures.of(month, route, naming));
    }
    return InvoiceComparison.differences(own, invoice);
  }

  private int report(List<Difference> differences, Set<YearMonth> months) {
    String compared = months.stream().map(YearMonth::toString).collect(Collectors.joining(", "));
    if (differences.isEmpty()) {
      print("The invoice agrees with the accepted segments of " + compared + ".");
      return 0;
    }
    differences.forEach(each -> print(line(each)));
    print(
        String.format(
            Locale.ROOT,
            "%s differ, of %s. The carrier has %+,d segments more.",
            differences.size() == 1 ? "1 line" : differences.size() + " lines",
            compared,
            differences.stream().mapToLong(Difference::moreSegments).sum()));
    return 1;
  }

  private void print(String line) {
    if (spec != null) {
      spec.commandLine().getOut().println(line);
    }
  }

  private static String line(Difference each) {
    BigDecimal more = each.more();
    return String.format(
        Locale.ROOT,
        "%s  %s%,d segments here, %,d in the invoice (%+,d)%s",
        each.day(),
        each.route().isEmpty() ? "" : each.route() + "  ",
        segments(each.own()),
        segments(each.invoiced()),
        each.moreSegments(),
        more == null ? "" : String.format(Locale.ROOT, ", %+,d VND", more.longValue()));
  }

  private static long segments(@Nullable InvoiceLine line) {
    return line == null ? 0 : line.segments();
  }
}
