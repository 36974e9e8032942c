package dev.notifier.worker.webhooks;

import dev.notifier.config.NotifierConfig;
import dev.notifier.config.addresses.AddressPolicy;
import dev.notifier.config.addresses.AddressPolicy.Verdict;
import dev.notifier.config.addresses.TrustFile;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.feed.FeedIds;
import dev.notifier.kafka.feed.FeedPosition;
import dev.notifier.store.webhooks.WebhookLeases;
import dev.notifier.store.webhooks.WebhookOutcomes;
import dev.notifier.store.webhooks.WebhookSecrets;
import dev.notifier.worker.http.OutboundClient;
import dev.notifier.worker.webhooks.EndpointContext.Timing;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;

/** The deliveries of a worker with everything that they use. Thread-safe. */
public final class Webhooks implements AutoCloseable {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);
  private static final int MAX_RESPONSE_BYTES = 64 << 10;
  private static final int CONNECTIONS_PER_HOST = 512;

  private final OutboundClient client;
  private final WebhookStage stage;

  /** The parts that other stages use too. */
  public record Dependencies(
      KafkaClients clients,
      Admin admin,
      DataSource database,
      MeterRegistry registry,
      RandomGenerator random,
      InstantSource clock,
      LongSupplier nanoTime) {}

  private Webhooks(OutboundClient client, WebhookStage stage) {
    this.client = client;
    this.stage = stage;
  }

  /**
   * Creates the deliveries of a worker; nothing is started.
   *
   * @param worker its name, for those who look at the leases
   */
  public static Webhooks of(NotifierConfig config, String worker, Dependencies dependencies) {
    AddressPolicy policy =
        AddressPolicy.of(config.http().allowedNetworks(), config.http().allowedPorts());
    String trusted = config.http().trustCertificates();
    OutboundClient client =
        new OutboundClient(
            limits(),
            (address, port) -> policy.check(address, port) == Verdict.ALLOWED,
            trusted.isEmpty() ? List.of() : TrustFile.certificates(trusted),
            dependencies.nanoTime());
    return new Webhooks(
        client, stage(client, config.privacyKey(), worker, Timing.USUAL, dependencies));
  }

  static OutboundClient.Limits limits() {
    return new OutboundClient.Limits(REQUEST_TIMEOUT, MAX_RESPONSE_BYTES, CONNECTIONS_PER_HOST);
  }

  static WebhookStage stage(
      OutboundClient client,
      String privacyKey,
      String worker,
      Timing timing,
      Dependencies dependencies) {
    return new WebhookStage(
        new EndpointContext(
            client::send,
            new WebhookOutcomes(dependencies.database()),
            new WebhookSecrets(privacyKey, dependencies.random()),
            new WebhookMetrics(dependencies.registry()),
            timing,
            dependencies.random(),
            dependencies.clock(),
            dependencies.nanoTime()),
        new WebhookLeases(
            dependencies.database(), unique(worker, dependencies.random()), timing.lease()),
        new WebhookStage.Kafka(
            dependencies.clients(), FeedIds.of(privacyKey), () -> topicId(dependencies.admin())));
  }

  /** Processes on two machines can have the same name, and must not have the same leases. */
  private static String unique(String worker, RandomGenerator random) {
    return worker + "-" + Long.toHexString(random.nextLong());
  }

  private static int topicId(Admin admin) {
    KafkaFuture<Uuid> id =
        Objects.requireNonNull(
                admin
                    .describeTopics(List.of(Topics.STATUSES))
                    .topicNameValues()
                    .get(Topics.STATUSES))
            .thenApply(topic -> topic.topicId());
    return FeedPosition.topicOf(id.toCompletionStage().toCompletableFuture().join());
  }

  /** Starts the deliveries. Called once. */
  public void start() {
    stage.start();
  }

  /** What needs attention; empty if nothing does. */
  public List<String> warnings() {
    return stage.warnings();
  }

  /** Ends the deliveries; what is on its way has a few seconds. */
  public void stop(Duration timeout) {
    stage.stop(timeout);
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
