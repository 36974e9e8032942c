package dev.notifier.worker.inbound;

import static dev.notifier.worker.inbound.InboundHarness.PHONE;
import static dev.notifier.worker.inbound.InboundHarness.await;
import static dev.notifier.worker.inbound.InboundHarness.sms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.origin.ReplyOrigin;
import io.micrometer.core.instrument.Counter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each rule answers. */
class InboundAnswersIT {
  private static final String NOTICE =
      "BHXHVN: Ho so 04486.G/2019/08708 cua ong/ba da co ket qua, moi den nhan tai noi da nop.";

  private final InboundHarness inbound = new InboundHarness();

  InboundAnswersIT() throws Exception {}

  @AfterEach
  void close() {
    inbound.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BH TC                                     | keywords  | OPT_OUT             | Đã dừng tin thông tin chung
          BH DK                                     | keywords  | OPT_IN              | nhận lại tin thông tin chung
          DUNG                                      | keywords  | EXPLAIN_OPT_OUT     | Để dừng tin thông tin chung, soạn BH TC
          DK DNC                                    | keywords  | EXPLAIN_DO_NOT_CALL | Danh sách không quảng cáo là của 5656
          BH HS                                     | queries   | EXPLAIN_QUERY       | BH HS 04486.G/2019/08708 gửi 8079
          BH HD                                     | help      | HELP                | Tra thẻ
          please help me to stop these messages     | keywords  | EXPLAIN_OPT_OUT     | to stop general information, send BH TC
          GOI                                       | call-back | CALL_BACK           | gọi lại trong giờ làm việc
          tin nhan nay co that khong                | origin    | CHECK_ORIGIN        | không yêu cầu bấm link
          the bhyt cua toi con han den ngay nao     | knowledge | KNOWLEDGE           | soạn BH THE
          hom nay troi dep qua di choi thoi         | inbox     | INBOX               | Trả lời trong giờ làm việc
          """)
  void everyRuleAnswers(String text, String rule, String action, String answer) throws Exception {
    inbound.start();

    inbound.send(0, sms(text));

    await().untilAsserted(() -> assertThat(inbound.texts()).hasSize(1));
    assertThat(inbound.decisions()).containsExactly(text + " | " + rule + " | " + action);
    assertThat(inbound.texts().getFirst()).contains(answer);
    EventRecord event = inbound.answers().getFirst();
    ReplyOrigin reply = Objects.requireNonNull(event.reply());
    assertThat(reply.address()).isEqualTo("8079");
    assertThat(reply.inbound().toString()).isEqualTo(event.id());
    assertThat(event.recipient()).containsEntry("locale", rule.isEmpty() ? "" : locale(answer));
  }

  private static String locale(String answer) {
    return answer.startsWith("to stop") ? "en" : "vi";
  }

  @Test
  void aQueryIsHandedOver() throws Exception {
    inbound.start();

    inbound.send(0, sms("BH HS 04486.G/2019/08708"));

    inbound.awaitMessages(1);
    assertThat(
            inbound.jdbc.queryForList(
                "select query, address, phone, parameters ->> 'id' as id from inbound_queries"))
        .containsExactly(
            Map.of(
                "query", "case-status",
                "address", "8079",
                "phone", PHONE,
                "id", "04486.G/2019/08708"));
    assertThat(inbound.answers()).isEmpty();
  }

  @Test
  void aMessageBelongsToTheNotificationThatItNames() throws Exception {
    Instant now = Instant.now();
    UUID first = inbound.sent(PHONE, "BHXHVN", NOTICE, now.minusSeconds(86_400));
    UUID second =
        inbound.sent(PHONE, null, NOTICE.replace("08708", "11111"), now.minusSeconds(4_000));
    inbound.sent(PHONE, "OTHER", "Mot tin khac cua co quan khac", now.minusSeconds(3_000));
    inbound.start();

    inbound.send(0, sms("bao gio den nhan duoc 04486.G/2019/08708 vay", now));
    inbound.awaitMessages(1);
    inbound.send(0, sms("nham so roi", now.plusSeconds(1)));

    inbound.awaitMessages(2);
    assertThat(
            inbound.jdbc.queryForMap(
                """
                select notification_id, candidates::text, tenant from inbound_messages
                order by id limit 1
                """))
        .isEqualTo(
            Map.of(
                "notification_id",
                first,
                "candidates",
                "{" + second + "," + first + "}",
                "tenant",
                "hanoi"));
    assertThat(
            inbound.jdbc.queryForMap(
                """
                select action, reason, tenant, inbox from inbound_messages order by id desc limit 1
                """))
        .isEqualTo(
            Map.of(
                "action", "INBOX",
                "reason", "WRONG_PERSON_UNCLEAR",
                "tenant", "default",
                "inbox", true));
  }

  /** Otherwise a test key could take over what people write, and vouch for forged texts. */
  @Test
  void aMessageNeverBelongsToATest() throws Exception {
    Instant now = Instant.now();
    UUID notification = inbound.sent(PHONE, "BHXHVN", NOTICE, now.minusSeconds(86_400));
    UUID test = inbound.sent(PHONE, "BHXHVN", "Mo tai http://x.example", now.minusSeconds(3_600));
    inbound.jdbc.update("update notifications set tenant = 'hanoi~test' where id = ?", test);
    inbound.start();

    inbound.send(0, sms("bao gio den nhan duoc vay", now));
    inbound.send(0, sms("Mo tai http://x.example", now.plusSeconds(1)));

    inbound.awaitMessages(2);
    assertThat(
            inbound.jdbc.queryForList(
                "select tenant, notification_id from inbound_messages where candidates <> '{}'"))
        .containsOnly(Map.of("tenant", "hanoi", "notification_id", notification));
    assertThat(inbound.jdbc.queryForList("select answer from inbound_messages", String.class))
        .doesNotContain("origin-sent");
    assertThat(
            inbound.jdbc.queryForList(
                "select 1 from inbound_messages where tenant = 'hanoi~test' or ? = any(candidates)",
                test))
        .isEmpty();
  }

  /** It is not known about whom, so nothing stops, and the answer does not say so. */
  @Test
  void aWrongPersonWithoutAReferenceIsForAPerson() throws Exception {
    Instant now = Instant.now();
    UUID notification = inbound.sent(PHONE, "BHXHVN", NOTICE, now.minusSeconds(86_400));
    inbound.start();

    inbound.send(0, sms("Nham so roi", now));

    await().untilAsserted(() -> assertThat(inbound.texts()).hasSize(1));
    assertThat(inbound.texts().getFirst()).contains("Đã nhận câu hỏi").doesNotContain("Đã dừng");
    assertThat(
            inbound.jdbc.queryForMap(
                "select action, answer, inbox, notification_id from inbound_messages"))
        .isEqualTo(
            Map.of(
                "action",
                "WRONG_PERSON",
                "answer",
                "inbox",
                "inbox",
                true,
                "notification_id",
                notification));
  }

  @Test
  void aTextIsGenuineOnlyIfItWasSentAsAWhole() throws Exception {
    Instant now = Instant.now();
    inbound.sent(PHONE, "BHXHVN", NOTICE, now.minusSeconds(86_400));
    inbound.start();

    inbound.send(0, sms(NOTICE, now));
    inbound.send(
        1, sms("84912345678", NOTICE + " Xem tai http://bhxh-vn.example", now.plusSeconds(1)));
    inbound.send(
        2,
        sms(
            "84912345678",
            "BHXHVN: tai khoan bi khoa, mo tai http://x.example",
            now.plusSeconds(2)));

    await().untilAsserted(() -> assertThat(inbound.texts()).hasSize(3));
    assertThat(
            inbound.jdbc.queryForList(
                "select answer from inbound_messages order by received_at", String.class))
        .containsExactly("origin-sent", "origin", "origin");
    assertThat(inbound.jdbc.queryForList("select reports from foreign_texts", Integer.class))
        .containsExactly(1);
    assertThat(
            inbound.jdbc.queryForList(
                "select cardinality(times) from reported_texts", Integer.class))
        .containsExactly(1);
  }

  @Test
  void aDedicatedAddressAsksAndUnderstandsTheAnswer(@TempDir Path folder) throws Exception {
    String shipped =
        shipped().replace("tariff: paid", "tariff: free").replace("use: shared", "use: dedicated");
    Path file = Files.writeString(folder.resolve("8079.yaml"), shipped);
    inbound.start(_ -> {}, file.toString());
    Instant now = Instant.now();

    inbound.send(0, sms("tro cap thai san bao gio nhan duoc", now));
    await().untilAsserted(() -> assertThat(inbound.texts()).hasSize(1));
    assertThat(inbound.texts().getFirst()).contains("1: ").contains("2: ");
    inbound.send(0, sms("2", now.plusSeconds(60)));

    await().untilAsserted(() -> assertThat(inbound.texts()).hasSize(2));
    assertThat(inbound.decisions().getLast()).isEqualTo("2 | pending-question | ANSWER_QUESTION");
    assertThat(
            inbound.jdbc.queryForList(
                "select answer from inbound_messages order by id", String.class))
        .containsExactly("choice", "knowledge");
    assertThat(
            inbound.jdbc.queryForList("select 1 from inbound_numbers where question is not null"))
        .isEmpty();
  }

  private static String shipped() throws Exception {
    try (var file = InboundAddresses.class.getResourceAsStream("/shipped/inbound/8079.yaml")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Two programs that answer each other end by themselves. */
  @Test
  void aProgramThatAnswersEveryAnswerComesToAnEnd() throws Exception {
    inbound.start();
    Instant now = Instant.now();
    int sent = 0;
    int answered = -1;
    while (sent < 40 && inbound.texts().size() > answered) {
      answered = inbound.texts().size();
      inbound.send(
          0,
          sms(
              "Cam on ban da lien he, yeu cau so " + sent + " cua ban la gi",
              now.plusSeconds(90L * sent)));
      sent++;
      inbound.awaitMessages(sent);
      await()
          .untilAsserted(() ->
              assertThat(inbound.jdbc.queryForList("select 1 from inbound_outbox")).isEmpty());
    }
    assertThat(sent).isLessThan(15);
    assertThat(inbound.texts()).hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void aProviderThatRepeatsAMessageIsAnsweredOnce() throws Exception {
    inbound.start();
    Instant now = Instant.now();
    InboundRecord message =
        InboundRecord.ofProvider("aggregator", "sms-1", "sms", PHONE, "8079", "BH TC", now);

    inbound.send(0, message, message);
    inbound.send(1, message);
    inbound.send(1, sms("84912000001", "BH HD", now.plus(Duration.ofSeconds(1))));

    await().untilAsserted(() -> assertThat(inbound.texts()).hasSize(2));
    inbound.awaitMessages(2);
    assertThat(inbound.decisions()).hasSize(2);
    assertThat(
            inbound.answers().stream()
                .filter(event -> PHONE.equals(event.phone()))
                .map(event -> String.valueOf(Objects.requireNonNull(event.reply()).route()))
                .toList())
        .isEqualTo(List.of("null"));
    assertThat(usedIds("repeated")).isEqualTo(2);
    assertThat(usedIds("other-message")).isZero();
  }

  private double usedIds(String outcome) {
    Counter counter =
        inbound.registry.find(InboundMeters.USED_IDS).tag("outcome", outcome).counter();
    return counter == null ? 0 : counter.count();
  }

  /** The last message counts, whatever the clock of the provider says. */
  @Test
  void aProviderWithASlowClockStillStopsMessages() throws Exception {
    inbound.start();
    Instant slow = Instant.now().minus(Duration.ofHours(7));

    inbound.send(0, sms("BH DK"));
    inbound.awaitMessages(1);
    inbound.send(
        0,
        InboundRecord.ofProvider("aggregator", "1", "sms", PHONE, "8079", "BH TC", slow),
        InboundRecord.ofProvider(
            "aggregator", "2", "sms", PHONE, "8079", "BH HS 04486.G/2019/08708", slow));

    inbound.awaitMessages(3);
    assertThat(
            inbound.jdbc.queryForList(
                "select opted_out from opt_out_events where purpose = 'ADVERTISING' order by at",
                Boolean.class))
        .containsExactly(false, true);
    assertThat(
            inbound.jdbc.queryForList(
                "select 1 from inbound_queries where received_at > now() - interval '1 hour'"))
        .hasSize(1);
    assertThat(
            inbound.jdbc.queryForList(
                "select 1 from inbound_messages where received_at < now() - interval '6 hours'"))
        .as("what the provider says is kept")
        .hasSize(2);
  }

  /** A counter of a provider may start again: nobody's opt-out is lost. */
  @Test
  void aProviderMayUseAnIdAgain() throws Exception {
    inbound.start();
    Instant now = Instant.now();

    inbound.send(
        0, InboundRecord.ofProvider("aggregator", "1", "sms", PHONE, "8079", "BH HD", now));
    inbound.awaitMessages(1);
    InboundRecord other =
        InboundRecord.ofProvider("aggregator", "1", "sms", PHONE, "8079", "BH TC", now);
    inbound.send(0, other, other);
    inbound.send(
        0,
        InboundRecord.ofProvider("aggregator", "1", "sms", "+84912000001", "8079", "BH TC", now));

    inbound.awaitMessages(3);
    await()
        .untilAsserted(() ->
            assertThat(
                    inbound.jdbc.queryForList(
                        "select distinct phone from opt_out_events order by 1", String.class))
                .containsExactly("+84912000001", PHONE));
    await().untilAsserted(() -> assertThat(usedIds("other-message")).isEqualTo(2));
    assertThat(usedIds("repeated")).isEqualTo(1);
  }
}
