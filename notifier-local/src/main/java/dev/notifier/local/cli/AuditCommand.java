package dev.notifier.local.cli;

import dev.notifier.contracts.audit.AuditHeadRecord;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.store.Database;
import dev.notifier.store.audit.AuditChain.Head;
import dev.notifier.store.audit.AuditCheck;
import dev.notifier.store.audit.AuditEnd;
import dev.notifier.store.audit.AuditEntry;
import dev.notifier.store.audit.AuditEntry.Actor;
import dev.notifier.store.audit.AuditEntry.ActorKind;
import dev.notifier.store.audit.AuditEntry.Outcome;
import dev.notifier.store.audit.AuditKey;
import dev.notifier.store.audit.AuditLog;
import dev.notifier.store.audit.AuditReport;
import dev.notifier.worker.audit.AuditHeads;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code audit}: checks that no row of the audit was changed, removed or inserted, and accepts the
 * end of a restored one.
 */
@Command(name = "audit", description = "Check the audit.")
final class AuditCommand {
  /** The first tenant operates the system. */
  private static final String TENANT = "default";

  private static final Pattern HEAD = Pattern.compile("([0-9]{1,18}):([0-9a-f]{64})");

  private static final String MISSING =
      "Nothing was changed. If PostgreSQL was restored from a backup, accept that with --yes;"
          + " otherwise someone has changed the audit: keep the database as it is.";

  private static final String PRESENT =
      "The chain has that block, so nothing was changed. If a worker still refuses, it has seen"
          + " more: accept the chain as it is with --yes.";

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
      @Mixin AuditTarget target,
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
    AuditKey key = target.key(homeOption);
    // Before the blocks are read: later ones may be noted meanwhile.
    notedOnKafka(target).ifPresent(head -> noted.putIfAbsent(head.block(), head.hash()));
    try (Database database = Database.open(target.database(homeOption))) {
      AuditReport report =
          new AuditCheck(database.dataSource(), key, new SecureRandom().nextLong()).run(noted);
      print(report, !noted.isEmpty());
      if (!report.isIntact() || report.late() > 0) {
        return 1;
      }
      return report.chainedLate() > 0 && !acceptLate ? CHAINED_LATE : 0;
    } catch (DataAccessException | TransactionException e) {
      throw unreadable(e);
    }
  }

  private static IOException unreadable(RuntimeException e) {
    return new IOException(
        "PostgreSQL cannot be read: check that it runs, and that its schema is migrated to this"
            + " release.",
        e);
  }

  /** The end that workers have noted; empty if there is none, or Kafka cannot be read. */
  private Optional<AuditHeadRecord> notedOnKafka(AuditTarget target)
      throws CommandException, IOException {
    Optional<AuditHeads> heads = target.heads(homeOption);
    if (heads.isEmpty()) {
      console.print(
          "Kafka cannot be read, so the chain is not compared with the end that is noted there.");
      return Optional.empty();
    }
    try (AuditHeads open = heads.get()) {
      return Optional.ofNullable(open.newest()).filter(head -> head.block() > 0);
    }
  }

  /** Returns 1 if something has to be accepted, and was not. */
  @Command(
      name = "accept-restored",
      description = {
        "Show whether the chain lacks the end that is noted on Kafka, as after PostgreSQL was",
        "restored from a backup, and with --yes let all workers continue the chain as it is."
      })
  int acceptRestored(
      @Mixin AuditTarget target,
      @Option(
              names = "--yes",
              description =
                  "accept that the blocks after the present end stay missing, also those that only"
                      + " a worker has seen; without it, nothing is changed")
          boolean yes)
      throws CommandException, IOException {
    AuditHeads heads =
        target
            .heads(homeOption)
            .orElseThrow(
                () -> new IOException("Kafka cannot be read: check that it runs, and the login."));
    try (heads;
        Database database = Database.open(target.database(homeOption))) {
      return accept(heads, database, yes);
    } catch (KafkaException e) {
      throw new IOException("Kafka cannot be written: " + RedactedError.of(e), e);
    } catch (DataAccessException | TransactionException e) {
      throw unreadable(e);
    }
  }

  private int accept(AuditHeads heads, Database database, boolean yes) {
    AuditEnd end = new AuditEnd(database.dataSource());
    AuditHeadRecord noted = heads.newest();
    Head last = end.last();
    boolean missing = noted != null && !end.has(noted.block(), noted.hash());
    console.print(
        "The chain ends with block %s, and Kafka has noted %s."
            .formatted(
                number(last.block()),
                noted == null
                    ? "nothing"
                    : "block %s with the hash %s".formatted(number(noted.block()), noted.hash())));
    if (!yes) {
      console.print(missing ? MISSING : PRESENT);
      return missing ? 1 : 0;
    }
    // First, so that nothing is accepted without an entry.
    new AuditLog(database.dataSource()).append(entry(missing ? noted : null, last));
    heads.accept(last);
    console.print("Accepted. Workers continue the chain within seconds.");
    return 0;
  }

  /** An operator of this machine has no key; the name is that of its user. */
  private static AuditEntry entry(@Nullable AuditHeadRecord missing, Head end) {
    return new AuditEntry(
        TENANT,
        new Actor(System.getProperty("user.name", "unknown"), ActorKind.SYSTEM),
        "acceptRestoredAudit",
        Outcome.DONE,
        null,
        null,
        null,
        null,
        missing == null
            ? Map.of("end", end.block())
            : Map.of(
                "missingBlock", missing.block(), "missingHash", missing.hash(), "end", end.block()),
        List.of());
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
