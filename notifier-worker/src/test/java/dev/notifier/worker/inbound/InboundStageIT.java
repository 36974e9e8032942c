package dev.notifier.worker.inbound;

import static dev.notifier.worker.inbound.InboundHarness.PHONE;
import static dev.notifier.worker.inbound.InboundHarness.await;
import static dev.notifier.worker.inbound.InboundHarness.sms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.origin.ReplyOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages from persons, from Kafka to the answer on Kafka. */
class InboundStageIT {
  private final InboundHarness inbound = new InboundHarness();

  InboundStageIT() throws Exception {}

  @AfterEach
  void close() {
    inbound.close();
  }

  @Test
  void anOptOutIsStoredAndAnswered() throws Exception {
    inbound.start();

    inbound.send(1, sms("BH TC"));

    await().untilAsserted(() -> assertThat(inbound.texts()).hasSize(1));
    EventRecord answer = inbound.answers().getFirst();
    assertThat(answer.source()).isEqualTo("/inbound");
    assertThat(answer.type()).isEqualTo("reply.answered");
    assertThat(answer.phone()).isEqualTo(PHONE);
    assertThat(String.valueOf(answer.data().get("text"))).contains("Nhận lại: soạn BH DK gửi 8079");
    ReplyOrigin reply = Objects.requireNonNull(answer.reply());
    assertThat(reply.address()).isEqualTo("8079");
    assertThat(reply.route()).isEqualTo(InboundHarness.ROUTE);
    assertThat(inbound.keys()).containsExactly(InboundHarness.key(PHONE));
    UUID id =
        Objects.requireNonNull(
            inbound.jdbc.queryForObject("select id from inbound_messages", UUID.class));
    assertThat(answer.id()).isEqualTo(String.valueOf(id));
    assertThat(
            inbound.jdbc.queryForList(
                """
                select recipient, phone, scope, purpose, opted_out, channel, note, inbound_id,
                  entered_by
                from opt_out_events order by purpose
                """))
        .containsExactly(statement("ADVERTISING", id), statement("GENERAL_INFO", id));
    assertThat(inbound.jdbc.queryForList("select recipient from opt_out_changes", UUID.class))
        .containsExactly(InboundHarness.recipient(PHONE));
    await()
        .untilAsserted(
            () -> assertThat(inbound.jdbc.queryForList("select 1 from inbound_outbox")).isEmpty());
  }

  private static Map<String, Object> statement(String purpose, UUID inbound) {
    return Map.of(
        "recipient",
        InboundHarness.recipient(PHONE),
        "phone",
        PHONE,
        "scope",
        "*",
        "purpose",
        purpose,
        "opted_out",
        true,
        "channel",
        "sms",
        "note",
        "BH TC",
        "inbound_id",
        inbound,
        "entered_by",
        "inbound");
  }

  @Test
  void anOptOutAtAnAddressOfATenantIsOneFromThisTenant() throws Exception {
    inbound.startFor("hanoi");

    inbound.send(0, sms("BH TC"));

    inbound.awaitMessages(1);
    assertThat(scopes()).containsExactly("hanoi true");
  }

  @Test
  void whatAllowsTheMessagesOfAllTenantsEndsOptOutsFromSingleOnes() throws Exception {
    inbound.optedOut("hanoi");
    inbound.optedOut("hanoi~test");
    inbound.start();

    inbound.send(0, sms("BH DK"));

    await()
        .untilAsserted(() ->
            assertThat(scopes()).containsExactly("* false", "hanoi false", "hanoi~test true"));
  }

  @Test
  void whatATenantCannotAllowIsNotPromised() throws Exception {
    inbound.optedOut("*");
    inbound.startFor("hanoi");

    inbound.send(0, sms("BH DK"));

    await().untilAsserted(() -> assertThat(inbound.texts()).hasSize(1));
    assertThat(scopes()).containsExactly("* true", "hanoi false");
    assertThat(inbound.texts().getFirst()).contains("Đã nhận câu hỏi");
    assertThat(inbound.jdbc.queryForList("select inbox from inbound_messages", Boolean.class))
        .containsExactly(true);
  }

  /** The scopes, each with the newest statement about general information. */
  private List<String> scopes() {
    return inbound.jdbc.queryForList(
        """
        select scope || ' ' || (array_agg(opted_out order by at desc))[1] from opt_out_events
        where purpose = 'GENERAL_INFO' group by scope order by scope
        """,
        String.class);
  }

  @Test
  void aMessageToAnAddressWithoutRulesIsStoredOnly() throws Exception {
    inbound.start(_ -> {});

    inbound.send(0, sms("TC 1"));

    inbound.awaitMessages(1);
    assertThat(inbound.decisions()).containsExactly("TC 1");
    assertThat(inbound.answers()).isEmpty();
  }

  @Test
  void whatTheCarrierRepeatsIsOneMessage() throws Exception {
    inbound.start();
    Instant now = Instant.now();

    inbound.send(0, sms("BH HD", now), sms("BH HD", now.plusSeconds(20)));
    inbound.send(0, sms("ai vua goi cho toi vay", now.plusSeconds(21)));

    inbound.awaitMessages(2);
    assertThat(inbound.jdbc.queryForList("select repeats from inbound_messages", Integer.class))
        .containsExactlyInAnyOrder(1, 0);
    await().untilAsserted(() -> assertThat(inbound.texts()).hasSize(1));
    assertThat(List.copyOf(inbound.texts()).getFirst()).contains("Tra thẻ");
  }
}
