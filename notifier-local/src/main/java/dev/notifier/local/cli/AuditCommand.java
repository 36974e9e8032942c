package dev.notifier.local.cli;

import dev.notifier.contracts.Topics;
import dev.notifier.contracts.audit.AuditHeadRecord;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.home.HomeOption;
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

  private static final String NOTHING_NOTED =
      "Kafka has no noted end, although each worker notes one within a minute: check that this is the"
          + " Kafka of the workers, and that its topics were not deleted.";

  private static final String NOT_COMPARED_SENTENCE =
      " The chain is not compared with the end that is noted there (--without-kafka accepts that).";

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

  /** The chain was not compared with what is noted on Kafka, and that was not asked for. */
  private static final int NOT_COMPARED = 4;

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
          boolean acceptLate,
      @Option(
              names = "--without-kafka",
              description = "do not compare the chain with the end that is noted on Kafka")
          boolean withoutKafka)
      throws CommandException, IOException {
    Map<Long, String> noted = parse(heads == null ? List.of() : heads);
    AuditKey key = target.key(homeOption);
    // Before the blocks are read: later ones may be noted meanwhile.
    boolean compared = withoutKafka || notedOnKafka(target, noted);
    try (Database database = Database.open(target.database(homeOption))) {
      AuditReport report =
          new AuditCheck(database.dataSource(), key, new SecureRandom().nextLong()).run(noted);
      print(report, !noted.isEmpty());
      if (!report.isIntact() || report.late() > 0) {
        return 1;
      }
      if (report.chainedLate() > 0 && !acceptLate) {
        return CHAINED_LATE;
      }
      return compared ? 0 : NOT_COMPARED;
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

  /**
   * Adds the end that workers have noted.
   *
   * @return false if that is not possible; it is printed why
   * @throws IOException if records have another key
   */
  private boolean notedOnKafka(AuditTarget target, Map<Long, String> noted)
      throws CommandException, IOException {
    Optional<AuditHeads> heads;
    try {
      heads = target.heads(homeOption);
    } catch (AuditTarget.UnreadableHeadsException e) {
      console.print(e.getMessage() + NOT_COMPARED_SENTENCE);
      return false;
    }
    if (heads.isEmpty()) {
      console.print("No Kafka is configured, or none runs in the home." + NOT_COMPARED_SENTENCE);
      return false;
    }
    try (AuditHeads open = heads.get()) {
      AuditHeadRecord head = requireSigned(open).newest();
      if (head == null) {
        console.print(NOTHING_NOTED + NOT_COMPARED_SENTENCE);
        return false;
      }
      if (head.block() > 0) {
        noted.putIfAbsent(head.block(), head.hash());
      }
      return true;
    }
  }

  /** Someone else writes to the topic, or the key is wrong: what is noted is not known then. */
  private static AuditHeads requireSigned(AuditHeads heads) throws IOException {
    if (heads.rejected() > 0) {
      throw new IOException(
          ("%s has records that are not signed with this notifier.privacy-key: compare it with that"
                  + " of the workers. If it is the same, someone else can write to the topic: correct"
                  + " the ACLs, and try again when Kafka has removed these records, after at most an"
                  + " hour of work.")
              .formatted(Topics.AUDIT_HEADS));
    }
    return heads;
  }

  /** Returns 1 if something has to be accepted, and was not; 4 if nothing is noted. */
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
                  "accept that the blocks after the present end stay missing, including those that"
                      + " only a worker has seen; without it, nothing is changed")
          boolean yes)
      throws CommandException, IOException {
    AuditHeads heads =
        target
            .heads(homeOption)
            .orElseThrow(() ->
                new IOException(
                    "No Kafka is configured, or none runs in the home, so nothing can be"
                        + " accepted."));
    try (heads;
        Database database = Database.open(target.database(homeOption))) {
      return accept(requireSigned(heads), database, yes);
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
      console.print(noted == null ? NOTHING_NOTED : missing ? MISSING : PRESENT);
      return noted == null ? NOT_COMPARED : missing ? 1 : 0;
    }
    // First, so that nothing is accepted without an entry.
    AuditLog log = new AuditLog(database.dataSource());
    AuditHeadRecord lost = missing ? noted : null;
    log.append(entry(Outcome.DONE, lost, last));
    try {
      heads.accept(last);
    } catch (KafkaException e) {
      log.append(entry(Outcome.REFUSED, lost, last));
      throw e;
    }
    console.print("Accepted. Workers continue the chain within seconds.");
    return 0;
  }

  /** An operator of this machine has no key; the name is that of its user. */
  private static AuditEntry entry(Outcome outcome, @Nullable AuditHeadRecord missing, Head end) {
    return new AuditEntry(
        TENANT,
        new Actor(System.getProperty("user.name", "unknown"), ActorKind.SYSTEM),
        "acceptRestoredAudit",
        outcome,
        null,
        null,
        outcome == Outcome.REFUSED ? "kafka-unavailable" : null,
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
