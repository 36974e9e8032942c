package dev.notifier.worker.bind;

import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.quarantine.Quarantine;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.send.PreSubmitCheck;
import dev.notifier.worker.smpp.SmppConnector;
import dev.notifier.worker.testing.PipelineTopics;
import dev.notifier.worker.testing.SubmitFixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Submit stages of several workers, connected to simulated SMSCs, with routes that a test changes
 * while they run. Each test bed has its own routes and slots on a shared broker, one test bed at a
 * time.
 */
public final class SubmitTestBed implements AutoCloseable {
  /** More than a test uses. */
  private static final int SLOTS = 24;

  /** The topic of the binds in which the slots from the next one on are free. */
  private static @Nullable Uuid binds;

  private static int nextSlot;

  private final TestKafka kafka;
  private final String name = "r" + UUID.randomUUID().toString().substring(0, 8);
  private final Map<String, RouteRecord> routes = new ConcurrentHashMap<>();
  private final List<SlotRegistry.Slot> slots = new ArrayList<>();

  /** Tests look at all of them again and again while they wait. */
  private final Map<ConsumerRecord<byte[], byte[]>, JournalRecord> decoded =
      new ConcurrentHashMap<>();

  private final Map<String, SessionRecord> sessions = new ConcurrentHashMap<>();
  private final List<SubmitStage> stages = new ArrayList<>();
  private final List<Smsc> smscs = new ArrayList<>();

  SubmitTestBed(TestKafka kafka) {
    this.kafka = kafka;
    renewIfNeeded(kafka);
  }

  private static void renewIfNeeded(TestKafka kafka) {
    if (binds == null || !binds.equals(id(kafka)) || nextSlot + SLOTS > Topics.BIND_SLOTS) {
      PipelineTopics.renew(kafka, Map.of());
      binds = id(kafka);
      nextSlot = 0;
    }
  }

  private static @Nullable Uuid id(TestKafka kafka) {
    try {
      return kafka
          .admin()
          .describeTopics(List.of(Topics.BINDS))
          .allTopicNames()
          .get()
          .values()
          .stream()
          .map(TopicDescription::topicId)
          .findFirst()
          .orElseThrow();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return null;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The beginning of the names of its routes. */
  String name() {
    return name;
  }

  Smsc smsc() {
    Smsc smsc = Smsc.start();
    smscs.add(smsc);
    return smsc;
  }

  /** Creates a route named after this test bed and the suffix, with slots for its sessions. */
  String route(String suffix, Smsc smsc, Map<String, Object> settings) {
    Map<String, Object> all = new ConcurrentHashMap<>(settings);
    all.put("host", smsc.host());
    return route(suffix, smsc.smppPort(), all);
  }

  String route(String suffix, int port, Map<String, Object> settings) {
    String route = name + suffix;
    Map<String, Object> all = new ConcurrentHashMap<>(settings);
    all.put("port", port);
    all.putIfAbsent("window", 10);
    all.putIfAbsent("response-timeout", "5s");
    RouteConfig spec = SubmitFixtures.route(all);
    routes.put(route, new RouteRecord(RouteRecord.VERSION, route, 1, spec, false, 0));
    for (int session = 0; session < spec.sessions(); session++) {
      slots.add(new SlotRegistry.Slot(nextSlot++, route, session));
    }
    PipelineTopics.createLanes(kafka, route, 4);
    return route;
  }

  /** Changes the route for all workers, as an operator does. */
  void change(String route, int sessions, int rate, boolean paused, int rebind) {
    routes.computeIfPresent(
        route,
        (key, old) ->
            new RouteRecord(
                RouteRecord.VERSION,
                route,
                old.version() + 1,
                old.settings().withLimits(sessions, old.settings().window(), rate),
                paused,
                rebind));
  }

  SubmitStage start() {
    return start(new PreSubmitCheck(Clock.systemUTC()));
  }

  SubmitStage start(PreSubmitCheck check) {
    return start(check, _ -> {});
  }

  SubmitStage start(PreSubmitCheck check, CrashPoint crashPoint) {
    SubmitStage stage =
        new SubmitStage(
            new BindContext(
                new BindContext.Kafka(
                    new KafkaClients(KafkaConnection.plaintext(kafka.bootstrapServers()), "submit"),
                    kafka.admin(),
                    Duration.ofSeconds(6),
                    new Quarantine("test", Clock.systemUTC(), new SimpleMeterRegistry())),
                SmppConnector.overTcp(System::nanoTime),
                new BindContext.Cluster(
                    routes::get,
                    () -> slots,
                    this::liveSessions,
                    status -> sessions.put(status.key(), status),
                    "worker-" + stages.size()),
                check,
                new BindContext.Environment(
                    Clock.systemUTC(),
                    System::nanoTime,
                    RandomGenerator.getDefault(),
                    new SimpleMeterRegistry(),
                    crashPoint)));
    stages.add(stage);
    stage.start();
    return stage;
  }

  private List<Integer> liveSessions(String route) {
    return sessions.values().stream()
        .filter(each -> each.route().equals(route) && each.isLive(Instant.now()))
        .map(SessionRecord::session)
        .toList();
  }

  SessionRecord.@Nullable Phase phase(String route, int session) {
    SessionRecord status = sessions.get(route + "/" + session);
    return status == null ? null : status.phase();
  }

  @Nullable SessionRecord session(String route, int session) {
    return sessions.get(route + "/" + session);
  }

  /** Puts a record on the first session of a lane. */
  void send(String route, Lane lane, byte @Nullable [] value) throws Exception {
    kafka.send(List.of(new ProducerRecord<>(Topics.submit(route, lane), 0, null, value)));
  }

  /** The journal of the first session of a route. */
  TopicPartition journalOf(String route) {
    return slots.stream()
        .filter(each -> each.route().equals(route) && each.session() == 0)
        .map(each -> new TopicPartition(Topics.BINDS, each.number()))
        .findFirst()
        .orElseThrow();
  }

  void send(String route, int session, Lane lane, int count) throws Exception {
    send(
        IntStream.range(0, count)
            .mapToObj(i -> SubmitFixtures.message(route, lane, "+8491%07d".formatted(i)))
            .toList(),
        session);
  }

  void send(List<SubmitRecord> messages, int session) throws Exception {
    kafka.send(
        messages.stream()
            .map(each ->
                new ProducerRecord<byte[], byte[]>(
                    Topics.submit(each.route(), each.lane()),
                    session,
                    null,
                    RecordFormats.SUBMIT.encode(each)))
            .toList());
  }

  List<JournalRecord> journal(String route) throws Exception {
    Set<Integer> partitions =
        slots.stream()
            .filter(each -> each.route().equals(route))
            .map(SlotRegistry.Slot::number)
            .collect(Collectors.toSet());
    return kafka.committed(Topics.BINDS).stream()
        .filter(each -> partitions.contains(each.partition()))
        .filter(each -> each.value() != null && each.value().length > 2)
        .map(each -> decoded.computeIfAbsent(each, one -> RecordFormats.JOURNAL.read(one.value())))
        .filter(each -> each.route().equals(route))
        .toList();
  }

  List<Response> responses(String route, Outcome outcome) throws Exception {
    return journal(route).stream()
        .flatMap(each -> each.responses().stream())
        .filter(each -> each.outcome() == outcome)
        .toList();
  }

  long unconfirmed(String route) throws Exception {
    return journal(route).stream().mapToLong(each -> each.unconfirmed().size()).sum();
  }

  void stop(SubmitStage stage) {
    stages.remove(stage);
    stage.stop(Duration.ofSeconds(20));
  }

  @Override
  public void close() {
    stages.forEach(each -> each.stop(Duration.ofSeconds(20)));
    for (Smsc smsc : smscs) {
      smsc.close();
    }
  }
}
