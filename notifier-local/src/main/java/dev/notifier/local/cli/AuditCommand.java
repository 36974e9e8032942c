package dev.notifier.local.cli;

import dev.notifier.config.ConfigLoader;
import dev.notifier.config.ConfigurationException;
import dev.notifier.local.components.LocalSettings;
import dev.notifier.local.console.AbsolutePath;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.home.HomeDirectory;
import dev.notifier.store.Database;
import dev.notifier.store.audit.AuditCheck;
import dev.notifier.store.audit.AuditKey;
import dev.notifier.store.audit.AuditReport;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code audit verify}: checks that no row of the audit was changed, removed or inserted. */
@Command(name = "audit", description = "Check the audit.")
final class AuditCommand {
  private static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern HEAD = Pattern.compile("([0-9]{1,18}):([0-9a-f]{64})");

  @Mixin private HomeOption homeOption = new HomeOption();

  private final ConsoleOutput console = ConsoleOutput.standard();

  /** Rows were chained late, and that was not accepted. */
  private static final int CHAINED_LATE = 3;

  /** Returns 1 if the audit is not as it was written, or rows wait to be chained. */
  @Command(
      name = "verify",
      description = {
        "Check that no row of the audit was changed, removed or inserted, and that none waits to be",
        "chained for longer than a minute. Reads only."
      })
  int verify(
      @Option(
              names = "--config",
              paramLabel = "FILE",
              converter = AbsolutePath.class,
              description =
                  "the configuration file with notifier.postgres and notifier.privacy-key, instead"
                      + " of those of the home")
          @Nullable Path config,
      @Option(
              names = "--head",
              paramLabel = "BLOCK:HASH",
              description =
                  "an end of the chain that the log of a worker has, or this command has printed;"
                      + " may be repeated")
          @Nullable List<String> heads,
      @Option(
              names = "--accept-late",
              description =
                  "accept rows that were chained more than an hour after they were written: workers"
                      + " were down at these times")
          boolean acceptLate)
      throws CommandException, IOException {
    Map<Long, String> noted = parse(heads == null ? List.of() : heads);
    LocalSettings.Loaded loaded = LocalSettings.load(Optional.ofNullable(config));
    AuditKey key = AuditKey.of(privacyKey(loaded));
    try (Database database = Database.open(database(loaded, config))) {
      AuditReport report =
          new AuditCheck(database.dataSource(), key, new SecureRandom().nextLong()).run(noted);
      print(report, !noted.isEmpty());
      if (!report.isIntact() || report.late() > 0) {
        return 1;
      }
      return report.chainedLate() > 0 && !acceptLate ? CHAINED_LATE : 0;
    } catch (DataAccessException | TransactionException e) {
      throw new IOException(
          "PostgreSQL cannot be read: check that it runs, and that its schema is migrated to this"
              + " release.",
          e);
    }
  }

  private static Map<Long, String> parse(List<String> heads) throws CommandException {
    Map<Long, String> noted = new TreeMap<>();
    for (String head : heads) {
      Matcher matcher = HEAD.matcher(head);
      if (!matcher.matches()) {
        throw new CommandException(
            head + " is no end of the chain; write the number of the block, a colon and its hash.");
      }
      noted.put(Long.valueOf(matcher.group(1)), matcher.group(2));
    }
    return noted;
  }

  private String privacyKey(LocalSettings.Loaded loaded) throws CommandException, IOException {
    Optional<String> configured = loaded.privacyKey();
    return configured.isPresent()
        ? configured.get()
        : homeOption.openExisting().secret("privacy-key");
  }

  private Database.Settings database(LocalSettings.Loaded loaded, @Nullable Path config)
      throws CommandException, IOException {
    if (loaded.postgres().isEmpty()) {
      HomeDirectory home = homeOption.openExisting();
      String url =
          home.endpoints()
              .get("postgres")
              .orElseThrow(() ->
                  new CommandException(
                      "No PostgreSQL runs in "
                          + home.directory()
                          + ": start it, or name --config."));
      return settings(url, "", "");
    }
    try {
      var postgres =
          ConfigLoader.loadConnections(LocalSettings.environment(Optional.ofNullable(config)))
              .postgres();
      return settings(postgres.url(), postgres.username(), postgres.password());
    } catch (ConfigurationException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    }
  }

  private static Database.Settings settings(String url, String username, String password) {
    return new Database.Settings(url, username, password, "audit", 1, DATABASE_TIMEOUT);
  }

  private void print(AuditReport report, boolean compared) {
    report.differences().forEach(each -> console.print(each.sentence()));
    if (report.count() > report.differences().size()) {
      console.print("… and " + number(report.count() - report.differences().size()) + " more");
    }
    report
        .oldestLate()
        .ifPresent(oldest ->
            console.print(
                "%s rows wait to be chained, the oldest since %s: see whether a worker runs, and GET"
                        .formatted(number(report.late()), oldest)
                    + " /v1/jobs?kind=audit-chain."));
    printLate(report);
    String checked =
        "%s rows in %s blocks".formatted(number(report.rows()), number(report.blocks()));
    console.print(
        report.isIntact()
            ? "The audit is intact: " + checked + "."
            : "The audit is NOT as it was written: %s differences in %s. Keep the database and its"
                    .formatted(number(report.count()), checked)
                + " backups as they are, and find out who could write to it.");
    report
        .head()
        .ifPresent(head ->
            console.print(
                "Its end, to be kept elsewhere: --head " + head.block() + ":" + head.hash()));
    if (!compared) {
      console.print(
          "Whether the end is the one that was written shows only a noted end: compare with --head.");
    }
  }

  private void printLate(AuditReport report) {
    if (report.chainedLate() == 0) {
      return;
    }
    console.print(
        number(report.chainedLate())
            + " rows were chained more than an hour after they were written. If no worker ran then,"
            + " accept them with --accept-late; otherwise someone had rows chained again:");
    report
        .lateBlocks()
        .forEach(block ->
            console.print(
                "block %d of %s: %s rows, the oldest of %s"
                    .formatted(block.number(), block.at(), number(block.rows()), block.oldest())));
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
