package dev.notifier.worker.hotline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.config.replies.HotlineConfig;
import dev.notifier.store.JsonText;
import dev.notifier.store.inbox.Conversation;
import dev.notifier.store.inbox.ConversationState;
import dev.notifier.store.inbox.HotlineBody;
import dev.notifier.store.inbox.HotlineEvents;
import dev.notifier.store.inbox.InboxMessage;
import dev.notifier.store.inbox.InboxQueries;
import dev.notifier.store.inbox.InboxStore;
import dev.notifier.worker.http.OutboundClient;
import dev.notifier.worker.testing.PipelineDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The hotline gets what is handed over, as it is documented, and also if it was down. */
class HotlineIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration FIRST_DELAY = Duration.ofMillis(10);
  private static final UUID CONVERSATION = UUID.fromString("0193807a-5f3c-5b21-9c44-1f0e8a6d2b57");
  private static final UUID NOTIFICATION = UUID.fromString("0193807a-5f3c-7b21-9c44-1f0e8a6d2b57");
  private static final UUID EVENT = UUID.fromString("0193807a-5f3c-4b21-9c44-1f0e8a6d2b58");
  private static final String PHONE = "+84391234567";
  private static final UUID RECIPIENT = new UUID(1, 1);

  private final HikariDataSource pool = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(pool);
  private final HotlineEvents events = new HotlineEvents(pool);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final OutboundClient http =
      new OutboundClient(
          new OutboundClient.Limits(Duration.ofSeconds(10), 1_000, 4),
          (_, _) -> true,
          List.of(),
          System::nanoTime);
  private @Nullable HotlineSender sender;
  private HotlineReceiver receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = HotlineReceiver.start();
  }

  @AfterEach
  void stop() throws IOException {
    if (sender != null) {
      sender.stop(Duration.ofSeconds(5));
    }
    http.close();
    receiver.close();
    pool.close();
  }

  private HotlineSender sender(String url) {
    sender =
        Hotline.sender(
            new HotlineConfig(url, HotlineReceiver.SECRET),
            http,
            "worker-" + url,
            FIRST_DELAY,
            new Hotline.Dependencies(
                pool, registry, new Random(7), Clock.systemUTC(), System::nanoTime));
    return sender;
  }

  private void receive(boolean callBack) {
    new InboxStore(pool, true)
        .receive(
            List.of(
                new InboxMessage(
                    CONVERSATION,
                    "default",
                    RECIPIENT,
                    PHONE,
                    "8079",
                    callBack ? "call-back" : "inbox",
                    "vi",
                    Instant.parse("2026-11-01T00:59:12Z"),
                    callBack,
                    NOTIFICATION)));
  }

  private Conversation conversation() {
    return new InboxQueries(pool).find("default", CONVERSATION).orElseThrow();
  }

  private void handOver() {
    receive(false);
    HotlineBody body =
        HotlineBody.handedOver(
            conversation(),
            "Muốn nói chuyện về lương hưu",
            NOTIFICATION,
            List.of(
                new HotlineBody.Message(
                    CONVERSATION,
                    Instant.parse("2026-11-01T00:59:12Z"),
                    "Luong huu thang nay bao nhieu")));
    events.add(
        new HotlineEvents.Event(
            EVENT, CONVERSATION, "default", HotlineBody.HANDED_OVER, JsonText.write(body)));
    jdbc.update(
        "update conversations set state = 'handed-over', waiting_since = null where id = ?",
        CONVERSATION);
  }

  private int waiting() {
    return jdbc.queryForList("select 1 from hotline_events").size();
  }

  private void awaitAccepted() {
    Awaitility.await().atMost(LIMIT).until(() -> waiting() == 0);
  }

  private static JsonNode documented() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "inbox.md"));
    Matcher block = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(block.find()).isTrue();
    return JSON.readTree(block.group(1));
  }

  @Test
  void aHandOverIsReceivedExactlyAsDocumented() throws IOException {
    handOver();
    jdbc.update("update hotline_events set created_at = '2026-11-01T01:00:00Z'");

    sender(receiver.url()).start();
    awaitAccepted();

    HotlineReceiver.Request request = receiver.requests().getFirst();
    assertThat(request.id()).isEqualTo(EVENT.toString());
    assertThat(request.contentType()).isEqualTo("application/cloudevents+json");
    assertThat(JSON.readTree(request.body())).isEqualTo(documented());
    assertThat(
            registry.get("notifier.hotline.requests").tag("outcome", "accepted").counter().count())
        .isEqualTo(1);
  }

  @Test
  void aCallBackIsReceivedWithoutMessages() {
    receive(true);

    sender(receiver.url()).start();
    awaitAccepted();

    JsonNode body = JSON.readTree(receiver.requests().getFirst().body());
    assertThat(body.path("type").asString()).isEqualTo("conversation.call-back.v1");
    assertThat(body.at("/data/phone").asString()).isEqualTo(PHONE);
    assertThat(body.path("data").propertyNames()).doesNotContain("messages", "note");
    assertThat(conversation().state()).isEqualTo(ConversationState.OPEN);
  }

  @Test
  void aHotlineThatWasDownGetsTheSameEventAgain() {
    handOver();
    receiver.respond(503);

    HotlineSender started = sender(receiver.url());
    started.start();
    Awaitility.await().atMost(LIMIT).until(() -> receiver.requests().size() >= 3);
    assertThat(waiting()).isEqualTo(1);
    receiver.respond(200);
    awaitAccepted();

    assertThat(receiver.requests().stream().map(HotlineReceiver.Request::body).distinct())
        .as("the same in each attempt")
        .hasSize(1);
    assertThat(conversation().state()).isEqualTo(ConversationState.HANDED_OVER);
  }

  @Test
  void aWorkerThatDiedLeavesTheEventToAnother() {
    handOver();
    events.claim(10, "dead", Duration.ofMillis(1));

    sender(receiver.url()).start();
    awaitAccepted();

    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void whatTheHotlineDoesNotAcceptForDaysComesBackToAgents() throws InterruptedException {
    handOver();
    jdbc.update("update hotline_events set created_at = now() - interval '4 days'");
    receiver.respond(400);

    assertThat(sender(receiver.url()).sendPage()).isEqualTo(1);

    assertThat(waiting()).isZero();
    assertThat(conversation().state()).isEqualTo(ConversationState.OPEN);
  }

  @Test
  void anEventThatCannotBeMadeDoesNotStopTheOthers() throws InterruptedException {
    handOver();
    UUID broken = UUID.randomUUID();
    events.add(
        new HotlineEvents.Event(
            broken, CONVERSATION, "default", HotlineBody.HANDED_OVER, "no JSON"));
    jdbc.update(
        "update hotline_events set due_at = now() - interval '1 minute' where id = ?", broken);

    assertThat(sender(receiver.url()).sendPage()).isEqualTo(2);

    assertThat(receiver.requests()).hasSize(1);
    assertThat(jdbc.queryForList("select id from hotline_events", UUID.class))
        .containsExactly(broken);
    jdbc.update("update hotline_events set due_at = now(), created_at = now() - interval '4 days'");
    requireNonNull(sender).sendPage();
    assertThat(waiting()).as("given up").isZero();
  }

  @Test
  void anUnusableTableIsAWarning() {
    jdbc.execute("alter table hotline_events rename to hotline_events_lost");
    HotlineSender started = sender(receiver.url());

    started.start();

    Awaitility.await().atMost(LIMIT).until(() -> !started.warnings().isEmpty());
    assertThat(started.warnings().getFirst()).contains("cannot be read or saved");
    jdbc.execute("alter table hotline_events_lost rename to hotline_events");
    Awaitility.await().atMost(LIMIT).until(() -> started.warnings().isEmpty());
  }

  @Test
  void withoutAHotlineEventsWaitWithAWarning() throws InterruptedException {
    receive(true);
    jdbc.update("update hotline_events set created_at = now() - interval '1 hour'");
    HotlineSender without =
        Hotline.sender(
            new HotlineConfig("", ""),
            http,
            "worker",
            FIRST_DELAY,
            new Hotline.Dependencies(
                pool, registry, new Random(7), Clock.systemUTC(), System::nanoTime));
    sender = without;

    without.start();

    Awaitility.await().atMost(LIMIT).until(() -> !without.warnings().isEmpty());
    assertThat(without.warnings().getFirst()).contains("url is not set");
  }
}
