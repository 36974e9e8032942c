package dev.notifier.worker.inbound;

import static dev.notifier.worker.inbound.InboundHarness.PHONE;
import static dev.notifier.worker.inbound.InboundHarness.await;
import static dev.notifier.worker.inbound.InboundHarness.sms;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each search of the knowledge base is logged, with what the person did next. */
class SearchesOfStageIT {
  private static final String OTHER = "84912000001";

  private final InboundHarness inbound = new InboundHarness();

  SearchesOfStageIT() throws Exception {}

  @AfterEach
  void close() {
    inbound.close();
  }

  private List<@Nullable String> log() {
    return inbound.jdbc.queryForList(
        "select concat_ws(' | ', text, decision, entry, next) from knowledge_searches order by at",
        String.class);
  }

  @Test
  void whoAsksAndThenOptsOutWasNotHelped() throws Exception {
    Instant now = Instant.now();
    inbound.start();

    inbound.send(
        0,
        sms("the bhyt cua toi con han den ngay nao", now),
        sms("BH TC", now.plusSeconds(60)),
        sms(OTHER, "the bhyt cua toi con han den ngay nao", now.plusSeconds(2)),
        sms(OTHER, "cam on", now.plusSeconds(70)));

    inbound.awaitMessages(4);
    assertThat(log())
        .containsExactly(
            "the bhyt cua toi con han den ngay nao | ANSWER | card-validity | OPTED_OUT",
            "the bhyt cua toi con han den ngay nao | ANSWER | card-validity");
    assertThat(
            inbound.jdbc.queryForList(
                """
                select s.channel || ' ' || s.tenant || ' ' || a.phone
                from knowledge_searches s join knowledge_askers a using (at, id)
                  join inbound_messages m on m.id = s.id
                order by s.at
                """,
                String.class))
        .containsExactly("sms default " + PHONE, "sms default +" + OTHER);
  }

  @Test
  void whatHasNoAnswerIsLoggedWithoutNumbers() throws Exception {
    Instant now = Instant.now();
    inbound.start();

    inbound.send(0, sms("nho xem giup chau viec rieng, goi so 0912 345 678 nhe", now));
    inbound.awaitMessages(1);
    inbound.send(0, sms("con viec nay nua, lam on xem giup chau", now.plusSeconds(5)));
    inbound.awaitMessages(2);

    assertThat(log()).hasSize(2);
    assertThat(log().getFirst())
        .contains("NO_SIMILAR_QUESTION")
        .endsWith("ASKED_AGAIN")
        .doesNotContain("345");
  }

  /** A tenant's own entry may not be known yet. */
  @Test
  void questionsWaitInTheInboxUntilTheEntriesAreKnown() throws Exception {
    inbound.knowledge.forget();
    inbound.start();

    inbound.send(0, sms("the bhyt cua toi con han den ngay nao"));

    await().untilAsserted(() -> assertThat(inbound.texts()).hasSize(1));
    assertThat(inbound.decisions().getFirst()).endsWith("inbox | INBOX");
    assertThat(log()).isEmpty();
  }
}
