package dev.notifier.worker.queries;

import static dev.notifier.worker.queries.QueryHarness.eventually;
import static dev.notifier.worker.queries.QueryHarness.json;
import static dev.notifier.worker.queries.QueryHarness.order;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.origin.ReplyOrigin;
import dev.notifier.store.inbound.OutboxEvent;
import dev.notifier.store.inbox.Conversation;
import dev.notifier.store.inbox.ConversationState;
import dev.notifier.store.inbox.InboxQueries;
import dev.notifier.store.queries.QueryOrder;
import dev.notifier.store.queries.QueryStore;
import dev.notifier.worker.testing.HttpsReceiver.Answer;
import dev.notifier.worker.testing.HttpsReceiver.Identity;
import dev.notifier.worker.testing.HttpsReceiver.Received;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class QueriesIT {
  private static final String CASE =
      """
      {"registered": true, "data": {"caseCode": "04486.G/2019/08708", "status": "IN_PROGRESS"}}
      """;

  @TempDir private static Path folder;

  private static Identity identity;

  @BeforeAll
  static void create() throws Exception {
    identity = Identity.create(folder);
  }

  private QueryHarness system;

  @BeforeEach
  void start() throws Exception {
    system = new QueryHarness(identity);
  }

  @AfterEach
  void stop() throws Exception {
    system.close();
  }

  private void ended(QueryOrder order, String outcome) {
    eventually(() -> assertThat(system.outcome(order)).isEqualTo(outcome));
  }

  @Test
  void theDataIsAnEventForTheWriter() {
    system.answer(CASE);
    system.worker("a");
    QueryOrder order = system.ask(order("case-status"));
    ended(order, "answered");

    assertThat(system.answers(order)).hasSize(1);
    EventRecord event = system.answers(order).getFirst();
    assertThat(event.id()).isEqualTo(order.inboundId().toString());
    assertThat(event.source()).isEqualTo("/inbound");
    assertThat(event.type()).isEqualTo("reply.case-status");
    assertThat(event.category()).isEqualTo(Category.SERVICE);
    assertThat(event.phone()).isEqualTo(QueryHarness.PHONE);
    assertThat(event.recipient()).containsEntry("locale", "vi");
    assertThat(event.data()).containsEntry("status", "IN_PROGRESS");
    assertThat(event.secret()).isNull();
    assertThat(event.reply()).isEqualTo(new ReplyOrigin("8079", "viettel", order.inboundId()));
    assertThat(event.expiresAt()).isAfter(Instant.now().plus(Duration.ofHours(23)));
  }

  @Test
  void theRequestIsSignedAndHasTheNumberInItsBodyOnly() throws Exception {
    system.answer(CASE);
    system.worker("a");
    QueryOrder order = system.ask(order("case-status"));
    ended(order, "answered");

    Received request = system.upstream.received().getFirst();
    assertThat(request.path()).isEqualTo("/hooks/cases");
    assertThat(request.headers().toString()).doesNotContain("912345678", "0110129425");
    JsonNode body = JsonMapper.shared().readTree(request.body());
    assertThat(body.path("query").asString()).isEqualTo("case-status");
    assertThat(body.path("parameters").path("id").asString()).isEqualTo("0110129425");
    assertThat(body.path("phone").asString()).isEqualTo(QueryHarness.PHONE);
    assertThat(body.path("registeredOnly").asBoolean()).isTrue();
    assertThat(body.path("inboundId").asString()).isEqualTo(order.inboundId().toString());
    assertThat(Instant.parse(body.path("receivedAt").asString())).isEqualTo(order.receivedAt());
    assertThat(body.path("language").asString()).isEqualTo("vi");
    assertThat(request.header("webhook-id")).isEqualTo(order.inboundId().toString());
    assertThat(request.header("webhook-signature")).isEqualTo("v1," + signature(request));
  }

  /** Checks as Standard Webhooks 1.0 says, without the library that signed. */
  private static String signature(Received request) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(
            Base64.getDecoder().decode(QueryHarness.SECRET.substring("whsec_".length())),
            "HmacSHA256"));
    String signed =
        request.header("webhook-id")
            + "."
            + request.header("webhook-timestamp")
            + "."
            + request.body();
    return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
  }

  @Test
  void aPasswordIsSecretAndExpiresSoon() {
    system.answer(
        "{\"registered\": true, \"data\": {\"accountId\": \"0110129425\", \"secret\": \"22ab99\"}}");
    system.worker("a");
    QueryOrder order = system.ask(order("new-password"));
    ended(order, "answered");

    EventRecord event = system.answers(order).getFirst();
    assertThat(event.secret()).isTrue();
    assertThat(event.expiresAt()).isBefore(Instant.now().plus(Duration.ofMinutes(11)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "404 {\"registered\": false}",
        "{\"registered\": false}",
        "{\"registered\": false, \"data\": {\"caseCode\": \"1\", \"status\": \"GRANTED\"}}"
      })
  void whoIsNotRegisteredGetsNoData(String response) {
    Answer body = json(response.replace("404 ", ""));
    system.answer(
        _ -> response.startsWith("404") ? new Answer(404, body.headers(), body.body()) : body);
    system.worker("a");
    QueryOrder order = system.ask(order("case-status"));
    ended(order, "no-match");

    assertThat(system.described(order)).containsExactly("reply.answered last");
    assertThat(String.valueOf(system.answers(order).getFirst().data().get("text")))
        .contains("không khớp")
        .doesNotContain("{{", "0110129425");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "[]",
        "null",
        "{}",
        // Nobody says that the number is registered.
        "{\"data\": {\"caseCode\": \"04486.G/2019/08708\", \"status\": \"GRANTED\"}}",
        "{\"registered\": true}",
        "{\"registered\": \"perhaps\", \"data\": {}}",
        // The template has nothing to show.
        "{\"registered\": true, \"data\": {}}",
        "{\"registered\": true, \"data\": {\"caseCode\": {}, \"status\": \"GRANTED\"}}",
        "huge",
        "redirect",
        "not found",
        "400",
        "404",
        "503",
        "429"
      })
  void whatCannotBeUsedIsAskedAgain(String response) {
    AtomicInteger requests = new AtomicInteger();
    system.answer(_ -> requests.incrementAndGet() < 3 ? bad(response) : json(CASE));
    system.worker("a");
    QueryOrder order = system.ask(order("case-status"));
    ended(order, "answered");

    assertThat(requests).hasValue(3);
    assertThat(system.described(order))
        .as("the person is told once that it takes longer")
        .containsExactly("reply.answered last/wait", "reply.case-status last");
  }

  private Answer bad(String response) {
    return switch (response) {
      case "huge" -> json(" ".repeat(1 << 20) + CASE);
      case "redirect" ->
          new Answer(302, Map.of("location", system.upstream.url() + "/other"), new byte[0]);
      // As a proxy says that there is no such path.
      case "not found" ->
          new Answer(404, Map.of("content-type", "text/html"), "<html/>".getBytes(UTF_8));
      case "400", "404", "503", "429" -> Answer.of(Integer.parseInt(response));
      default -> json(response);
    };
  }

  @Test
  void aSlowSystemDelaysTheAnswerAndNobodyElse() {
    CountDownLatch recovered = new CountDownLatch(1);
    system.answer(request -> {
      if (request.path().endsWith("/cases")) {
        await(recovered);
        return json(CASE);
      }
      return json(
          "{\"registered\": true, \"data\": {\"cardNo\": \"HC4010110129425\", \"status\": \"VALID\"}}");
    });
    system.worker("a");
    QueryOrder slow = system.ask(order("case-status"));
    QueryOrder other = system.ask(order("card-validity"));
    ended(other, "answered");
    eventually(
        () -> assertThat(system.described(slow)).containsExactly("reply.answered last/wait"));
    recovered.countDown();
    ended(slow, "answered");

    assertThat(system.described(other)).contains("reply.card-validity last");
    assertThat(system.described(slow))
        .containsExactly("reply.answered last/wait", "reply.case-status last");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void afterTenMinutesItFails() {
    system.answer(_ -> Answer.of(503));
    system.worker("a");
    QueryOrder order =
        system.ask(order("case-status", Instant.now().minus(QueryStore.TRIED_FOR).plusSeconds(2)));
    ended(order, "failed");

    assertThat(system.described(order))
        .containsExactly("reply.answered last/wait", "reply.answered last");
    assertThat(String.valueOf(system.answers(order).getLast().data().get("text")))
        .contains("chưa tra cứu được");
  }

  @Test
  void whatIsTooOldOrUnknownIsNotAsked() {
    system.worker("a");
    QueryOrder old = system.ask(order("case-status", Instant.now().minus(Duration.ofHours(2))));
    QueryOrder unknown = system.ask(order("horoscope"));
    ended(old, "not-asked");
    ended(unknown, "not-asked");

    assertThat(system.upstream.received()).isEmpty();
    assertThat(system.described(old)).containsExactly("reply.answered last");
    assertThat(system.described(unknown)).containsExactly("reply.answered last");
  }

  @Test
  void whatIsNotAskedIsAConversationOfTheInbox() {
    QueryOrder order = order("case-status", Instant.now().minus(Duration.ofHours(2)));
    system.jdbc.update(
        """
        insert into inbound_messages (id, recipient, phone, address, route, channel, body,
          received_at, rule, tenant, language)
        values (?, ?, ?, '8079', 'viettel', 'sms', 'text', now(), 'query', 'default', 'vi')
        """,
        order.inboundId(),
        order.recipient(),
        order.phone());
    system.worker("a");
    system.ask(order);
    ended(order, "not-asked");

    Conversation conversation =
        new InboxQueries(system.pool).find("default", order.inboundId()).orElseThrow();
    assertThat(conversation.state()).isEqualTo(ConversationState.OPEN);
    assertThat(conversation.topic()).isEqualTo("query");
    assertThat(conversation.waitingSince()).isEqualTo(order.receivedAt());
  }

  /** As when the system is too slow for all: these wait behind those that are asked. */
  @Test
  void whatNobodyHasTimeForIsSaidInTime() {
    system.answer(CASE);
    QueryOrder silent = system.ask(order("case-status"));
    QueryOrder late = system.ask(order("case-status"));
    system.jdbc.update("update inbound_queries set due_at = now() - interval '1 minute'");
    system.jdbc.update(
        "update inbound_queries set delayed_at = now() - interval '11 minutes' where inbound_id = ?",
        late.inboundId());

    system.worker("a");
    ended(silent, "answered");
    ended(late, "not-asked");

    assertThat(system.described(silent))
        .containsExactly("reply.answered last/wait", "reply.case-status last");
    assertThat(system.described(late)).containsExactly("reply.answered last");
  }

  @Test
  void withoutASystemEachQueryFails() {
    system.worker("a", QueryHarness.LEASE, system.sink(), "");
    QueryOrder order = system.ask(order("case-status"));
    ended(order, "not-asked");

    assertThat(system.described(order)).containsExactly("reply.answered last");
  }

  @Test
  void twoWorkersAnswerEachQueryOnce() {
    system.answer(CASE);
    system.worker("a");
    system.worker("b");
    List<QueryOrder> orders = IntStream.range(0, 200).mapToObj(_ -> order("case-status")).toList();
    system.ask(orders);
    for (QueryOrder order : orders) {
      ended(order, "answered");
    }

    assertThat(system.jdbc.queryForObject("select count(*) from inbound_outbox", Integer.class))
        .isEqualTo(orders.size());
    assertThat(system.upstream.received()).hasSize(orders.size());
  }

  /** It was paused for longer than its lease, and continues when another one has answered. */
  @Test
  void aWorkerThatHasLostItsLeaseAnswersNothing() {
    CountDownLatch paused = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    AtomicInteger requests = new AtomicInteger();
    system.answer(_ -> {
      if (requests.incrementAndGet() == 1) {
        paused.countDown();
        await(answered);
      }
      return json(CASE);
    });
    QueryExecutor slow = system.worker("a", Duration.ofMillis(100), system.sink());
    QueryOrder order = system.ask(order("case-status"));
    await(paused);
    system.worker("b");
    ended(order, "answered");
    answered.countDown();
    // It waits for the attempt.
    slow.stop(QueryHarness.LIMIT);

    assertThat(system.described(order).stream().filter(each -> each.endsWith(" last")))
        .containsExactly("reply.case-status last");
  }

  @Test
  void aWorkerThatEndsAfterTheResponseIsFollowedByAnother() {
    system.answer(CASE);
    system.worker("a", QueryHarness.SHORT_LEASE, new DyingSink());
    QueryOrder order = system.ask(order("case-status"));
    eventually(() -> assertThat(system.upstream.received()).isNotEmpty());
    system.worker("b");
    ended(order, "answered");

    assertThat(system.described(order)).containsExactly("reply.case-status last");
  }

  /** Stores an answer, and then ends the transaction, as the end of the process does. */
  private final class DyingSink implements AnswerSink {
    @Override
    public void add(OutboxEvent answer) {
      system.sink().add(answer);
      throw new IllegalStateException("the process has ended");
    }

    @Override
    public void withdrawProvisional(UUID inboundId) {
      system.sink().withdrawProvisional(inboundId);
    }

    @Override
    public void committed() {
      throw new AssertionError("nothing was committed");
    }
  }

  @Test
  void aWorkerThatEndsBeforeTheResponseIsFollowedByAnother() {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    AtomicInteger requests = new AtomicInteger();
    system.answer(_ -> {
      if (requests.incrementAndGet() == 1) {
        asked.countDown();
        await(ended);
      }
      return json(CASE);
    });
    QueryExecutor ending = system.worker("a", QueryHarness.SHORT_LEASE, system.sink());
    QueryOrder order = system.ask(order("case-status"));
    await(asked);
    ending.stop(Duration.ZERO);
    ended.countDown();
    system.worker("b");
    ended(order, "answered");

    assertThat(system.described(order)).containsExactly("reply.case-status last");
  }

  @Test
  void whileTheBreakerIsOpenNothingIsAskedAndAfterwardsAllAreAnswered() {
    system.answer(_ -> Answer.of(503));
    QueryExecutor worker = system.worker("a");
    List<QueryOrder> orders = IntStream.range(0, 30).mapToObj(_ -> order("case-status")).toList();
    system.ask(orders);
    eventually(() -> assertThat(worker.isBroken()).isTrue());
    assertThat(worker.warnings()).anyMatch(text -> text.contains("does not respond"));
    eventually(() ->
        assertThat(
                system
                    .registry
                    .find("notifier.queries.requests")
                    .tag("outcome", "not-asked")
                    .timers())
            .anyMatch(timer -> timer.count() > 0));
    // An order that the worker reads only after the system is well again gets its answer at once.
    for (QueryOrder order : orders) {
      eventually(
          () -> assertThat(system.described(order)).containsExactly("reply.answered last/wait"));
    }

    system.answer(CASE);
    for (QueryOrder order : orders) {
      ended(order, "answered");
    }
    eventually(() -> assertThat(worker.isBroken()).isFalse());
    for (QueryOrder order : orders) {
      assertThat(system.described(order))
          .containsExactly("reply.answered last/wait", "reply.case-status last");
    }
  }

  @Test
  void theMetricsHaveNamesOfConfiguredQueriesOnly() {
    system.answer(CASE);
    system.worker("a");
    ended(system.ask(order("case-status")), "answered");
    ended(system.ask(order("horoscope")), "not-asked");

    eventually(() -> {
      assertThat(
              system
                  .registry
                  .find("notifier.queries.ended")
                  .tag("query", "case-status")
                  .tag("outcome", "answered")
                  .counters())
          .singleElement()
          .satisfies(counter -> assertThat(counter.count()).isEqualTo(1));
      assertThat(system.registry.find("notifier.queries.ended").tag("query", "other").counters())
          .hasSize(1);
    });
  }
}
