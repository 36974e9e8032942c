package dev.notifier.worker.inbound;

import static dev.notifier.worker.inbound.InboundHarness.await;
import static dev.notifier.worker.inbound.InboundHarness.sms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.inbox.Conversation;
import dev.notifier.store.inbox.ConversationState;
import dev.notifier.store.inbox.InboxQueries;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a person is to read waits in a conversation, from the same transaction as the message. */
class ConversationsOfStageIT {
  private static final String PHONE = "+84912345678";
  private static final String QUESTION = "may nho xem ho chau viec rieng chieu nay nhe";

  private final InboundHarness inbound = new InboundHarness();

  ConversationsOfStageIT() throws Exception {}

  @AfterEach
  void close() {
    inbound.close();
  }

  private List<Conversation> conversations() {
    return new InboxQueries(inbound.direct)
        .ofNumber("default", InboundHarness.recipient(PHONE), 10);
  }

  private String hotlineEvents() {
    return inbound.jdbc.queryForList("select kind from hotline_events", String.class).toString();
  }

  @Test
  void whatNoRuleAnswersWaitsForAnAgent() throws Exception {
    inbound.start();

    inbound.send(0, sms(QUESTION));
    inbound.awaitMessages(1);

    Conversation conversation = conversations().getFirst();
    assertThat(inbound.jdbc.queryForList("select id, inbox from inbound_messages"))
        .containsExactly(Map.of("id", conversation.id(), "inbox", true));
    assertThat(conversation.state()).isEqualTo(ConversationState.OPEN);
    assertThat(conversation.phone()).isEqualTo(PHONE);
    assertThat(conversation.address()).isEqualTo("8079");
    assertThat(conversation.topic()).isEqualTo("inbox");
    assertThat(hotlineEvents()).isEqualTo("[]");

    inbound.send(
        1, sms("Con viec nay nua, lam on xem giup chau voi", Instant.now().plusSeconds(5)));
    inbound.awaitMessages(2);
    assertThat(conversations()).hasSize(1);
    assertThat(conversations().getFirst().version()).isEqualTo(2);
  }

  @Test
  void whoWantsToBeCalledIsReportedToTheHotline() throws Exception {
    inbound.start();

    inbound.send(0, sms("GOI"));
    inbound.awaitMessages(1);

    assertThat(conversations().getFirst().callBack()).isTrue();
    assertThat(hotlineEvents()).isEqualTo("[conversation.call-back.v1]");
    await().untilAsserted(() -> assertThat(inbound.texts()).hasSize(1));
  }

  @Test
  void whatIsAnsweredAtOnceDoesNotWait() throws Exception {
    inbound.start();

    inbound.send(0, sms("BH TC"), sms("BH HD", Instant.now().plusSeconds(5)));
    inbound.awaitMessages(2);

    assertThat(conversations()).isEmpty();
  }
}
