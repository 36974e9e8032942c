package dev.notifier.local.cli;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaIdentity;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.home.HomeOption;
import dev.notifier.store.Database;
import dev.notifier.store.audit.AuditEntry;
import dev.notifier.store.audit.AuditEntry.Actor;
import dev.notifier.store.audit.AuditEntry.ActorKind;
import dev.notifier.store.audit.AuditEntry.Outcome;
import dev.notifier.store.audit.AuditLog;
import dev.notifier.store.cluster.KafkaClusterStore;
import dev.notifier.store.cluster.OtherKafkaClusterException;
import dev.notifier.store.positions.PositionStore;
import dev.notifier.worker.positions.BehindPartition;
import dev.notifier.worker.positions.PositionCheck;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code reconcile}: accepts that a database which was restored from a backup lacks records that
 * were processed since, so that plan and track continue.
 */
@Command(
    name = "reconcile",
    description =
        "Show what a restored database lacks, and with --yes let plan and track continue without it.")
final class ReconcileCommand implements Callable<Integer> {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration IDENTITY_TIMEOUT = Duration.ofSeconds(10);

  /** The first tenant operates the system. */
  private static final String TENANT = "default";

  @Mixin private HomeOption homeOption = new HomeOption();

  @Mixin private KafkaOption kafkaOption = new KafkaOption();

  @Option(
      names = "--yes",
      description = "accept that these records stay missing; without it, nothing is changed")
  private boolean yes;

  private final ConsoleOutput console = ConsoleOutput.standard();

  @Override
  public Integer call() throws CommandException, IOException {
    try (Database database = Database.open(kafkaOption.postgres(homeOption))) {
      Admin admin =
          new KafkaClients(kafkaOption.connection(homeOption), "reconcile").admin("reconcile");
      try {
        checkCluster(admin, database);
        return reconcile(
            new PositionCheck(admin, new PositionStore(database.dataSource())),
            new AuditLog(database.dataSource()));
      } finally {
        admin.close(CLOSE_TIMEOUT);
      }
    } catch (KafkaException e) {
      throw unreadable(RedactedError.of(e), e);
    } catch (DataAccessException | TransactionException e) {
      throw new IOException(
          "PostgreSQL cannot be read: check that it runs, and that its schema is migrated to this"
              + " release.",
          e);
    }
  }

  /** Positions of another cluster would be moved to offsets that mean nothing. */
  private static void checkCluster(Admin admin, Database database)
      throws CommandException, IOException {
    KafkaIdentity identity =
        KafkaIdentity.ask(admin, IDENTITY_TIMEOUT)
            .orElseThrow(() -> unreadable("no response to the question for its cluster", null));
    try {
      new KafkaClusterStore(database.dataSource(), Clock.systemUTC())
          .check(identity.clusterId(), identity.topicId());
    } catch (OtherKafkaClusterException e) {
      throw new CommandException(
          "Name the Kafka and the database that belong together; nothing was changed. "
              + e.getMessage()
              + ".");
    }
  }

  private static IOException unreadable(String cause, @Nullable Exception e) {
    return new IOException(
        "Kafka cannot be read (" + cause + "): check that it runs, and the login and ACLs.", e);
  }

  /** Returns 1 if something is missing and was not accepted. */
  private int reconcile(PositionCheck check, AuditLog audit) {
    List<String> unknown = check.unknownTopics();
    if (!unknown.isEmpty()) {
      console.print(
          "PostgreSQL has no positions of "
              + String.join(", ", unknown)
              + "; a worker takes over Kafka's when it starts. If PostgreSQL was restored from a"
              + " backup, it lacks what was processed since.");
    }
    List<BehindPartition> behind = check.behind();
    if (behind.isEmpty() && !unknown.isEmpty()) {
      return 0;
    }
    if (behind.isEmpty()) {
      console.print("Nothing to reconcile: PostgreSQL has everything that Kafka has committed.");
      return 0;
    }
    behind.forEach(each -> console.print(line(each)));
    if (yes) {
      console.print(
          counted(audit.changing(() -> check.accept(behind), ReconcileCommand::entry), "position")
              + " moved. Plan and track continue within half a minute.");
      return 0;
    }
    console.print(
        "PostgreSQL lacks these records: it was restored from a backup. Nothing was changed.");
    console.print(
        "With --yes, plan and track continue without them. Notifications of these events stay"
            + " unknown, and an event that its caller sends again is sent a second time.");
    return 1;
  }

  /** An operator of this machine has no key; the name is that of its user. */
  private static AuditEntry entry(int positions) {
    return new AuditEntry(
        TENANT,
        new Actor(System.getProperty("user.name", "unknown"), ActorKind.SYSTEM),
        "reconcile",
        Outcome.DONE,
        null,
        null,
        null,
        null,
        Map.of("positions", positions),
        List.of());
  }

  private static String counted(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String line(BehindPartition each) {
    return "%s/%d  %s, from %d to %d%s"
        .formatted(
            each.topic(),
            each.partition(),
            counted(each.records(), "record"),
            each.stored(),
            each.committed() - 1,
            each.since() == null ? "" : ", processed since " + each.since());
  }
}
