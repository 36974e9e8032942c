package dev.notifier.local.cli;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.store.Database;
import dev.notifier.store.positions.PositionStore;
import dev.notifier.worker.positions.BehindPartition;
import dev.notifier.worker.positions.PositionCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
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

  @Mixin private HomeOption homeOption = new HomeOption();

  @Mixin private KafkaOption kafkaOption = new KafkaOption();

  @Option(
      names = "--yes",
      description = "accept that these records stay missing; the database keeps its positions else")
  private boolean yes;

  private final ConsoleOutput console = ConsoleOutput.standard();

  @Override
  public Integer call() throws CommandException, IOException {
    try (Database database = Database.open(kafkaOption.postgres(homeOption))) {
      Admin admin =
          new KafkaClients(kafkaOption.connection(homeOption), "reconcile").admin("reconcile");
      try {
        return reconcile(new PositionCheck(admin, new PositionStore(database.dataSource())));
      } finally {
        admin.close(CLOSE_TIMEOUT);
      }
    } catch (KafkaException e) {
      throw new IOException("Kafka does not respond: " + e.getMessage(), e);
    } catch (DataAccessException | TransactionException e) {
      throw new IOException("PostgreSQL does not respond, or its schema is older.", e);
    }
  }

  /** Returns 1 if something is missing and was not accepted. */
  private int reconcile(PositionCheck check) {
    List<BehindPartition> behind = check.behind();
    if (behind.isEmpty()) {
      console.print("Nothing to reconcile: PostgreSQL has everything that Kafka has committed.");
      return 0;
    }
    behind.forEach(each -> console.print(line(each)));
    if (yes) {
      console.print(
          check.accept(behind) + " positions moved. Plan and track continue within half a minute.");
      return 0;
    }
    console.print(
        "PostgreSQL lacks these records: it was restored from a backup. Nothing was changed.");
    console.print(
        "With --yes, plan and track continue without them. Notifications of these events stay"
            + " unknown, and an event that its caller sends again is sent a second time.");
    return 1;
  }

  private static String line(BehindPartition each) {
    return "%s/%d  %d records, from %d to %d%s"
        .formatted(
            each.topic(),
            each.partition(),
            each.records(),
            each.stored(),
            each.committed() - 1,
            each.since() == null ? "" : ", processed since " + each.since());
  }
}
