package dev.notifier.worker.queries;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.config.replies.QueriesConfig;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.origin.ReplyOrigin;
import dev.notifier.planning.NotificationPlanner;
import dev.notifier.planning.RouteSelector;
import dev.notifier.planning.RouteTraits;
import dev.notifier.planning.TemplateLookup;
import dev.notifier.planning.templates.TemplateSnapshot;
import dev.notifier.replies.address.ShippedAddresses;
import dev.notifier.store.inbound.InboundOutbox;
import dev.notifier.store.inbound.OutboxEvent;
import dev.notifier.store.queries.QueryOrder;
import dev.notifier.store.queries.QueryStore;
import dev.notifier.templates.Renderer;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.template.CompilationResult;
import dev.notifier.templates.template.ShippedTemplates;
import dev.notifier.templates.template.TemplateCompiler;
import dev.notifier.templates.template.TemplateSource;
import dev.notifier.worker.http.OutboundClient;
import dev.notifier.worker.templates.TemplateProvider;
import dev.notifier.worker.testing.HttpsReceiver;
import dev.notifier.worker.testing.HttpsReceiver.Answer;
import dev.notifier.worker.testing.PipelineDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Workers that ask a server of this machine, on real PostgreSQL. */
final class QueryHarness implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(60);
  static final Duration LEASE = Duration.ofSeconds(30);
  static final Duration SHORT_LEASE = Duration.ofSeconds(2);
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  static final String PHONE = "+84912345678";

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration DELAY = Duration.ofMillis(200);
  private static final Duration IDLE = Duration.ofMillis(200);
  private static final Duration BREAKER_OPEN = Duration.ofSeconds(1);
  private static final int CONCURRENT = 8;
  private static final TemplateProvider TEMPLATES = compiled();

  final HikariDataSource pool = PipelineDatabase.newPool();
  final JdbcTemplate jdbc = new JdbcTemplate(pool);
  final QueryStore store = new QueryStore(pool);
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final HttpsReceiver upstream;
  private final HttpsReceiver.Identity identity;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final List<QueryExecutor> workers = new ArrayList<>();

  /**
   * @param identity of the server
   */
  QueryHarness(HttpsReceiver.Identity identity) throws Exception {
    this.identity = identity;
    upstream = HttpsReceiver.start(identity);
  }

  /** Where the answers are stored; as if Kafka had each at once, so none can be taken back. */
  AnswerSink sink() {
    InboundOutbox outbox = new InboundOutbox(pool);
    return new AnswerSink() {
      @Override
      public void add(OutboxEvent answer) {
        outbox.add(
            List.of(
                new OutboxEvent(
                    answer.inboundId(), answer.lane(), answer.key(), answer.value(), false)));
      }

      @Override
      public void withdrawProvisional(UUID inboundId) {
        outbox.deleteProvisional(inboundId);
      }

      @Override
      public void committed() {}
    };
  }

  /** Where the answers are stored while Kafka is unavailable. */
  AnswerSink sinkWithoutKafka() {
    return AnswerSink.of(new InboundOutbox(pool), () -> {});
  }

  QueryExecutor worker(String name) {
    return worker(name, LEASE, sink());
  }

  /** Starts a worker. */
  QueryExecutor worker(String name, Duration lease, AnswerSink sink) {
    return worker(name, lease, sink, upstream.url());
  }

  QueryExecutor worker(String name, Duration lease, AnswerSink sink, String url) {
    OutboundClient http =
        new OutboundClient(
            new OutboundClient.Limits(TIMEOUT, 32 << 10, CONCURRENT),
            (address, _) -> address.isLoopbackAddress(),
            identity.certificates(),
            System::nanoTime);
    QueryExecutor executor =
        Queries.executor(
            new QueriesConfig(url, SECRET, TIMEOUT, CONCURRENT),
            ShippedAddresses.all(),
            new Queries.Timing(
                name,
                lease,
                IDLE,
                new QueryDelays(new Random(7), DELAY),
                new QueryBreaker(BREAKER_OPEN)),
            http,
            new Queries.Dependencies(
                pool,
                sink,
                planner(),
                TEMPLATES,
                registry,
                new Random(7),
                Clock.systemUTC(),
                System::nanoTime));
    executor.start();
    workers.add(executor);
    open.push(http);
    open.push(() -> executor.stop(Duration.ofSeconds(20)));
    return executor;
  }

  static RenderCheck check() {
    return new RenderCheck(planner(), TEMPLATES, Clock.systemUTC());
  }

  private static NotificationPlanner planner() {
    return new NotificationPlanner(
        RouteSelector.of(
            List.of(new RouteTraits("viettel", List.of("086"), CarrierTextSettings.DEFAULT, false)),
            "viettel"));
  }

  private static TemplateProvider compiled() {
    Map<String, TemplateLookup> lookups =
        ShippedTemplates.all().stream()
            .collect(
                Collectors.toMap(
                    TemplateSource::eventType,
                    source ->
                        new TemplateLookup.Found(
                            renderer(source),
                            new PublishedVersionRecord(
                                1, source.id(), 1, Instant.EPOCH, 1, Map.of()))));
    TemplateSnapshot snapshot = (_, type, _) -> requireNonNull(lookups.get(type));
    return new TemplateProvider() {
      @Override
      public TemplateSnapshot current() {
        return snapshot;
      }

      @Override
      public TemplateSnapshot upToDate() {
        return snapshot;
      }
    };
  }

  private static Renderer renderer(TemplateSource source) {
    if (TemplateCompiler.compileUnchecked(source, 1)
        instanceof CompilationResult.Compiled compiled) {
      return compiled.template();
    }
    throw new AssertionError(source.id());
  }

  static final AnswerSink NO_SINK =
      new AnswerSink() {
        @Override
        public void add(OutboxEvent answer) {}

        @Override
        public void withdrawProvisional(UUID inboundId) {}

        @Override
        public void committed() {}
      };

  static QueryOrder order(String query) {
    return order(query, Instant.now());
  }

  static QueryOrder order(String query, Instant received) {
    return new QueryOrder(
        UUID.randomUUID(),
        "default",
        query,
        "8079",
        "viettel",
        PHONE,
        UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
        "vi",
        Map.of("id", "0110129425"),
        received.truncatedTo(ChronoUnit.MICROS));
  }

  /** Stores queries, and wakes the workers. */
  void ask(List<QueryOrder> orders) {
    store.insert(orders);
    workers.forEach(QueryExecutor::wake);
  }

  /** Stores a query, and wakes the workers. */
  QueryOrder ask(QueryOrder order) {
    ask(List.of(order));
    return order;
  }

  /** From now on, the system answers with this JSON. */
  void answer(String json) {
    upstream.answer(_ -> json(json));
  }

  /** From now on, the system answers with the data of the endpoint of the request. */
  void answer(Function<HttpsReceiver.Received, Answer> behaviour) {
    upstream.answer(behaviour);
  }

  static Answer json(String json) {
    return new Answer(
        200, Map.of("content-type", "application/json"), json.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean answers(EventRecord event, UUID inbound) {
    ReplyOrigin reply = event.reply();
    return reply != null && inbound.equals(reply.inbound());
  }

  /** The answers of a message, in their order. */
  List<EventRecord> answers(QueryOrder order) {
    return jdbc
        .query(
            "select value from inbound_outbox order by id",
            (row, _) -> EventRecord.FORMAT.read(row.getBytes(1)))
        .stream()
        .filter(event -> answers(event, order.inboundId()))
        .toList();
  }

  /** The answers of a message, as {@code type id}. */
  List<String> described(QueryOrder order) {
    return answers(order).stream()
        .map(event -> event.type() + event.id().replace(order.inboundId().toString(), " last"))
        .toList();
  }

  String outcome(QueryOrder order) {
    return String.valueOf(
        jdbc.queryForObject(
            "select outcome from inbound_queries where inbound_id = ?",
            String.class,
            order.inboundId()));
  }

  static void eventually(ThrowingRunnable check) {
    Awaitility.await()
        .atMost(LIMIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(check);
  }

  @Override
  public void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
    upstream.close();
    pool.close();
  }
}
