package dev.notifier.worker.bind;

import dev.notifier.contracts.SessionRecord;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.quarantine.Quarantine;
import dev.notifier.worker.failover.SessionDirectory;
import dev.notifier.worker.send.PreSubmitCheck;
import dev.notifier.worker.smpp.SmppConnector;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;

/**
 * The dependencies of the binds of a worker.
 *
 * @param connector binds sessions to carriers
 * @param check asked before a message is submitted
 */
public record BindContext(
    Kafka kafka,
    SmppConnector connector,
    Cluster cluster,
    PreSubmitCheck check,
    Environment environment) {
  /** Without cancellations. */
  public BindContext(
      Kafka kafka, SmppConnector connector, Cluster cluster, Environment environment) {
    this(kafka, connector, cluster, new PreSubmitCheck(environment.clock()), environment);
  }

  /**
   * Access to Kafka.
   *
   * @param sessionTimeout the binds of a worker that is silent for longer go to other workers
   * @param quarantine takes the records that cannot be processed
   */
  public record Kafka(
      KafkaClients clients, Admin admin, Duration sessionTimeout, Quarantine quarantine) {}

  /**
   * What all workers share.
   *
   * @param routes with their passwords
   * @param sessionStatuses receives the status of this worker's sessions; must not block
   * @param worker the name of this worker
   */
  public record Cluster(
      RouteProvider routes,
      SlotRegistry slots,
      SessionDirectory sessions,
      Consumer<SessionRecord> sessionStatuses,
      String worker) {}

  /**
   * Time, randomness, metrics and crash points.
   *
   * @param nanos a monotonic clock that continues while the process is suspended
   */
  public record Environment(
      InstantSource clock,
      LongSupplier nanos,
      RandomGenerator random,
      MeterRegistry metrics,
      CrashPoint crashPoint) {}

  InstantSource clock() {
    return environment.clock();
  }

  LongSupplier nanos() {
    return environment.nanos();
  }

  long nowNanos() {
    return environment.nanos().getAsLong();
  }

  MeterRegistry metrics() {
    return environment.metrics();
  }

  CrashPoint crashPoint() {
    return environment.crashPoint();
  }

  RouteProvider routes() {
    return cluster.routes();
  }
}
