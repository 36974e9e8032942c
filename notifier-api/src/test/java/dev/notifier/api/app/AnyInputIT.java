package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.fuzz.Operation;
import dev.notifier.api.fuzz.RawClient;
import dev.notifier.api.fuzz.RawRequest;
import dev.notifier.api.fuzz.RequestGenerator;
import dev.notifier.api.lookup.Pause;
import dev.notifier.api.signin.password.CheaperPasswords;
import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.store.Database;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Sends any input to every operation of the API description: no response is an error of the server,
 * and every error has a problem document with its own status. The description names the operations,
 * so a new one is tested without a change here.
 *
 * <p>{@code -Dfuzz.seed=…} sends other requests, {@code -Dfuzz.minutes=20} sends requests with new
 * seeds for that long, {@code -Dfuzz.values=4 -Dfuzz.shares=1 -Dfuzz.own-shares=1} many times as
 * many of them.
 */
class AnyInputIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String OPERATOR = "the-key-of-an-operator-of-the-tests";
  private static final List<String> OPEN =
      List.of(
          "/actuator/health",
          "/actuator/health/liveness",
          "/actuator/prometheus",
          "/v3/api-docs",
          "/v3/api-docs.yaml");
  private static final int MAX_REPORTED = 60;
  private static final int VALUES_PER_FIELD = Integer.getInteger("fuzz.values", 1);

  /**
   * Each operation gets a fiftieth of what concerns no operation, and a twentieth of the rest; each
   * kind is sent to at least one operation.
   */
  private static final RequestGenerator.Shares SHARES =
      new RequestGenerator.Shares(
          Integer.getInteger("fuzz.shares", 50), Integer.getInteger("fuzz.own-shares", 20));

  private static TestKafka kafka;
  private static RunningApi api;

  private final Set<String> kinds = new HashSet<>();
  private final Set<String> operations = new HashSet<>();
  private final Map<String, List<String>> failures = new TreeMap<>();
  private static int users;
  private static JdbcTemplate jdbc;
  private int requests;
  private int failed;

  @BeforeAll
  static void start() throws Exception {
    kafka = TestKafka.fresh();
    // A worker creates it.
    kafka.createTopic(Topics.STATUSES, Topics.STATUS_PARTITIONS, Map.of());
    String storeUrl = RunningApi.newStoreUrl();
    seed(storeUrl);
    jdbc = new JdbcTemplate(new DriverManagerDataSource(storeUrl, "postgres", ""));
    api =
        RunningApi.start(
            AnyInputIT::replaceBeans,
            kafka.bootstrapServers(),
            storeUrl,
            "--spring.main.allow-bean-definition-overriding=true",
            "--notifier.operators.fuzz.key=" + OPERATOR,
            "--notifier.users.passkeys.relying-party-id=localhost",
            "--notifier.users.passkeys.origins=http://localhost:8080",
            "--logging.level.dev.notifier=info");
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> api.get("/v1/templates").json().path("templates").size() == 25);
  }

  /** The routes of the API description, which workers create. */
  private static void seed(String storeUrl) {
    Database.Settings settings =
        new Database.Settings(storeUrl, "postgres", "", "test", 2, Duration.ofSeconds(30));
    try (Database database = Database.open(settings)) {
      new RouteStore(database.dataSource(), Clock.systemUTC())
          .seed(
              Map.of(
                  "viettel",
                  RecordJson.read(
                      """
                      {"host":"smsc.example","port":2775,"systemId":"notifier","password":"hidden",
                       "sessions":1,"maxSessions":4,"window":10,"rate":50,
                       "source":{"address":"BHXHVN","ton":5,"npi":0},
                       "message":{"concatenation":"UDH8","alphabet":"GSM7"}}\
                      """
                          .getBytes(StandardCharsets.UTF_8),
                      RouteConfig.class)));
    }
  }

  /** A look-up that finds nothing does not wait: each pause makes the clock jump. */
  private static void replaceBeans(GenericApplicationContext context) {
    CheaperPasswords.register(context);
    AtomicLong skipped = new AtomicLong();
    context.registerBean(
        "nanos", LongSupplier.class, () -> () -> System.nanoTime() + skipped.get());
    context.registerBean(
        "pause", Pause.class, () -> duration -> skipped.addAndGet(duration.toNanos()));
  }

  @AfterAll
  static void stop() {
    api.close();
    kafka.close();
  }

  @Test
  void noInputIsAnErrorOfTheServer() {
    long seed = Long.getLong("fuzz.seed", 1);
    long end = System.nanoTime() + Duration.ofMinutes(Long.getLong("fuzz.minutes", 0)).toNanos();
    sendAll(seed);
    while (System.nanoTime() < end) {
      sendAll(++seed);
    }

    System.out.printf(
        "AnyInputIT: seed %d, %,d requests of %d kinds at %d operations, %d failed%n",
        seed, requests, kinds.size(), operations.size(), failed);
    failures.forEach((failure, examples) ->
        System.out.printf("%5d × %s%n      %s%n", examples.size(), failure, examples.getFirst()));
    assertThat(failures.keySet().stream().limit(MAX_REPORTED)).isEmpty();
    assertThat(requests).isGreaterThanOrEqualTo(3_000);
    assertThat(kinds).hasSizeGreaterThanOrEqualTo(60);
    assertThat(operations).hasSize(Operation.all(ApiDescription.document()).size() + OPEN.size());
  }

  private void sendAll(long seed) {
    RawClient client = new RawClient(api.port());
    RequestGenerator generator = new RequestGenerator(seed, VALUES_PER_FIELD, SHARES);
    List<Operation> all = new ArrayList<>(Operation.all(ApiDescription.document()));
    OPEN.forEach(path -> all.add(Operation.get(path)));
    for (Operation operation : all) {
      operations.add(operation.toString());
      if (operation.path().contains("template")) {
        prepareTemplate();
      }
      String key = isForUsers(operation) ? newSession() : OPERATOR;
      for (RawRequest request : generator.requests(operation, key)) {
        requests++;
        kinds.add(request.kind());
        if (OPEN.contains(operation.path()) && request.hasBody()) {
          // Health never reads a body, so that a reset of the connection may cut the response.
          request.silenceAllowed();
        }
        client.violation(request).ifPresent(violation -> record(request, violation));
      }
    }
  }

  private static boolean isForUsers(Operation operation) {
    return operation.path().startsWith("/v1/me")
        || operation.path().equals("/v1/sign-out")
        || operation.path().startsWith("/v1/sign-in/passkey")
        || operation.path().equals("/v1/sign-in/second-factor");
  }

  /** A complete session of a new user, whom wrong codes have not locked. */
  private static String newSession() {
    SignedInUser user = SignedInUser.make(api, jdbc, "fuzz" + ++users, "default", "{viewer}", "{}");
    // The limits of the address of the other requests are reached.
    user.address = "127.0.7.1";
    return user.enrol(Instant.now()).token;
  }

  /** The template of the examples has a draft and a version in review, whatever was done to it. */
  private static void prepareTemplate() {
    OperatorClient editor = new OperatorClient(api, RunningApi.KEY);
    String path = "/v1/templates/card-expiring/draft";
    for (int i = 0; i < 2; i++) {
      editor.put(
          path,
          """
          {"id":"card-expiring","eventType":"card.expiring","diacritics":"strip","maxSegments":2,
           "links":"refuse","variants":[{"locale":"vi","text":"BHXHVN: {{ cardNo | mask }}"}]}\
          """);
      if (i == 0) {
        editor.post(path + "/submit", "{}");
      }
    }
  }

  private void record(RawRequest request, String violation) {
    failed++;
    failures
        .computeIfAbsent(request.kind() + ": " + violation, _ -> new ArrayList<>())
        .add(request.toString());
  }
}
