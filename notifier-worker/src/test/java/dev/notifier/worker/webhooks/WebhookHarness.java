package dev.notifier.worker.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.StatusRecord.Change;
import dev.notifier.contracts.StatusRecord.Origin;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.store.webhooks.SealedSecret;
import dev.notifier.store.webhooks.StoredWebhook;
import dev.notifier.store.webhooks.Webhook;
import dev.notifier.store.webhooks.WebhookFilter;
import dev.notifier.store.webhooks.WebhookSecrets;
import dev.notifier.store.webhooks.WebhookStore;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.http.OutboundClient;
import dev.notifier.worker.testing.HttpsReceiver;
import dev.notifier.worker.testing.HttpsReceiver.Received;
import dev.notifier.worker.testing.PipelineDatabase;
import dev.notifier.worker.testing.PipelineTopics;
import dev.notifier.worker.webhooks.EndpointContext.Timing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Workers that deliver to receivers of this machine, on real Kafka and PostgreSQL. */
final class WebhookHarness implements AutoCloseable {
  static final String TENANT = "default";
  static final Duration LIMIT = Duration.ofSeconds(60);

  /** Short times: nothing waits for hours. */
  static final Timing TIMING =
      new Timing(
          Duration.ofSeconds(8),
          Duration.ofMillis(200),
          Duration.ofMillis(20),
          Duration.ofHours(24),
          Duration.ofMillis(300));

  private static final String PRIVACY_KEY = "privacy key of the tests of webhooks";
  private static final JsonMapper JSON = JsonMapper.shared();

  final TestKafka kafka = PipelineTopics.renew(TestKafka.shared(), Map.of());
  final HikariDataSource pool = PipelineDatabase.newPool();
  final WebhookStore store = new WebhookStore(pool, Clock.systemUTC());
  final HttpsReceiver.Identity identity;
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final WebhookSecrets secrets = new WebhookSecrets(PRIVACY_KEY, new Random(7));
  private final Map<String, List<String>> clear = new HashMap<>();
  private final List<Closeable> open = new ArrayList<>();
  private int made;

  /**
   * @param identity of all receivers
   */
  WebhookHarness(HttpsReceiver.Identity identity) {
    this.identity = identity;
  }

  /** A worker, which may be ended in the middle. */
  final class Worker implements Closeable {
    final OutboundClient client;
    final WebhookStage stage;

    Worker(String name, Timing timing) {
      client =
          new OutboundClient(
              Webhooks.limits(),
              (address, _) -> address.isLoopbackAddress(),
              identity.certificates(),
              System::nanoTime);
      KafkaClients clients =
          new KafkaClients(new KafkaConnection(kafka.bootstrapServers(), Map::of), name);
      stage =
          Webhooks.stage(
              client,
              PRIVACY_KEY,
              name,
              timing,
              new Webhooks.Dependencies(
                  clients,
                  kafka.admin(),
                  pool,
                  registry,
                  new Random(name.hashCode()),
                  Clock.systemUTC(),
                  System::nanoTime));
      stage.start();
    }

    /** How many of its webhooks it knows to be suspended. */
    double suspended() {
      return registry.get("notifier.webhooks.suspended").gauge().value();
    }

    /** Ends its threads, which commit nothing, and give no lease up. Only for the only worker. */
    void kill() throws Exception {
      client.close();
      // The thread of the stage first, which would begin the others again.
      endThreads("webhooks");
      endThreads("webhook-");
    }

    @Override
    public void close() throws IOException {
      stage.stop(Duration.ofSeconds(20));
      client.close();
    }
  }

  /** Interrupts threads of the only worker, and waits for their ends. */
  static void endThreads(String prefix) throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith(prefix)) {
        thread.interrupt();
        thread.join();
      }
    }
  }

  Worker worker(String name) {
    return worker(name, TIMING);
  }

  Worker worker(String name, Timing timing) {
    Worker worker = new Worker(name, timing);
    open.add(worker);
    return worker;
  }

  HttpsReceiver receiver() throws Exception {
    HttpsReceiver receiver = HttpsReceiver.start(identity);
    open.add(receiver);
    return receiver;
  }

  /** Makes a webhook that gets what is published from now on. */
  String webhook(String url) {
    return webhook(TENANT, url, WebhookFilter.ALL, 1);
  }

  String webhook(String tenant, String url, WebhookFilter filter, int batchSize) {
    String id = "hook" + made++;
    String secret = secrets.create();
    clear.put(id, new ArrayList<>(List.of(secret)));
    Webhook webhook =
        new Webhook(
            id,
            1,
            tenant,
            id,
            url,
            filter,
            batchSize,
            List.of(new SealedSecret(secrets.seal(id, secret), null)),
            null,
            new Webhook.Replay(1, Instant.now().minusSeconds(1)),
            0);
    assertThat(store.insert(webhook, "lan", new WebhookStore.Limits(100, 100))).isTrue();
    return id;
  }

  /** Replaces the secret; the former one signs too, for a minute. */
  void rotate(String id) {
    Webhook present = find(id).webhook();
    String secret = secrets.create();
    secrets(id).add(secret);
    List<SealedSecret> both =
        List.of(
            new SealedSecret(secrets.seal(id, secret), null),
            new SealedSecret(present.secrets().getFirst().sealed(), Instant.now().plusSeconds(60)));
    assertThat(store.update(present.withSecrets(both), "lan")).isTrue();
  }

  void changeBatchSize(String id, int batchSize) {
    Webhook present = find(id).webhook();
    Webhook next =
        new Webhook(
            id,
            present.version(),
            TENANT,
            present.name(),
            present.url(),
            present.filter(),
            batchSize,
            present.secrets(),
            present.suspension(),
            present.replay(),
            present.tests());
    assertThat(store.update(next, "lan")).isTrue();
  }

  /** The secrets of a webhook as its receiver has them, the oldest first. */
  List<String> secrets(String id) {
    return Objects.requireNonNull(clear.get(id));
  }

  StoredWebhook find(String id) {
    return store.find(TENANT, id).orElseThrow();
  }

  /** Publishes one record with a change of each notification. */
  void publish(String tenant, List<Change> changes) throws Exception {
    publish(new StatusRecord(StatusRecord.VERSION, tenant, changes));
  }

  void publish(StatusRecord record) throws Exception {
    kafka.send(
        List.of(
            new ProducerRecord<>(
                Topics.STATUSES,
                record.tenant().getBytes(StandardCharsets.UTF_8),
                RecordFormats.STATUSES.encode(record))));
  }

  /** Publishes a change to a state of some new notifications, and returns their ids. */
  List<UUID> publish(int notifications, NotificationState state) throws Exception {
    List<UUID> ids = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < notifications; i++) {
      ids.add(UUID.randomUUID());
      changes.add(change(ids.getLast(), state));
    }
    publish(TENANT, changes);
    return ids;
  }

  static Change change(UUID notification, NotificationState state) {
    return change(notification, state, "card.expiring", Origin.UNKNOWN);
  }

  static Change change(UUID notification, NotificationState state, String type, Origin origin) {
    return new Change(
        notification,
        "/cards",
        "event-" + notification,
        type,
        state,
        null,
        null,
        false,
        1,
        Instant.parse("2026-12-01T01:00:00Z"),
        origin);
  }

  /** The notifications of the changes in requests, as often and in the order as they arrived. */
  static List<UUID> notifications(HttpsReceiver receiver) {
    List<UUID> ids = new ArrayList<>();
    for (Received request : receiver.received()) {
      for (JsonNode event : events(request)) {
        ids.add(UUID.fromString(event.path("subject").asString()));
      }
    }
    return ids;
  }

  static Set<UUID> distinct(HttpsReceiver receiver) {
    return new LinkedHashSet<>(notifications(receiver));
  }

  /** The CloudEvents of a request. */
  static List<JsonNode> events(Received request) {
    JsonNode body = JSON.readTree(request.body());
    List<JsonNode> events = new ArrayList<>();
    if (body.isArray()) {
      body.forEach(events::add);
    } else {
      events.add(body);
    }
    return events;
  }

  /** Checks a signature as Standard Webhooks 1.0 says, without the library that made it. */
  static boolean isSigned(Received request, String secret) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(
            Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
    String content =
        request.header("webhook-id")
            + "."
            + request.header("webhook-timestamp")
            + "."
            + request.body();
    String expected =
        "v1,"
            + Base64.getEncoder()
                .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    return List.of(request.header("webhook-signature").split(" ", -1)).contains(expected);
  }

  /** How many webhooks each worker has. */
  Map<String, Long> owners() {
    return new JdbcTemplate(pool)
            .queryForList(
                "select owner from webhook_progress where owner is not null", String.class)
            .stream()
            .collect(Collectors.groupingBy(owner -> owner, Collectors.counting()));
  }

  static void await(ThrowingRunnable assertion) {
    Awaitility.await().atMost(LIMIT).untilAsserted(assertion);
  }

  @Override
  public void close() throws IOException {
    for (Closeable each : open.reversed()) {
      each.close();
    }
    pool.close();
  }
}
