package dev.notifier.worker.inbound;

import static dev.notifier.worker.inbound.InboundHarness.PHONE;
import static dev.notifier.worker.inbound.InboundHarness.await;
import static dev.notifier.worker.inbound.InboundHarness.sms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.origin.MessageSubject;
import dev.notifier.contracts.origin.MessageSubject.Kind;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.store.optouts.Exclusion;
import dev.notifier.store.optouts.WrongPersonStore;
import dev.notifier.store.optouts.WrongPersonStore.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to those who get messages for someone else. */
class WrongPersonsOfStageIT {
  private static final String REFERENCE = "NV-2019-08708";
  private final InboundHarness inbound = new InboundHarness();

  WrongPersonsOfStageIT() throws Exception {}

  @AfterEach
  void close() {
    inbound.close();
  }

  private List<Exclusion> exclusions() {
    return new WrongPersonStore(inbound.direct)
        .ofNumber(InboundHarness.recipient(PHONE), "hanoi", 10).stream()
            .map(Stored::exclusion)
            .toList();
  }

  private void sent(String unit, String person, Instant at) {
    inbound.sent(
        PHONE,
        "BHXHVN",
        person,
        "BHXHVN: Ho so cua don vi %s da co ket qua, moi den nhan.".formatted(unit),
        at);
  }

  private List<Map<String, @Nullable Object>> decisions() {
    return inbound.jdbc.queryForList(
        """
        select action, answer, inbox, cardinality(candidates) as candidates from inbound_messages
        order by id
        """);
  }

  @Test
  void answersDoNotHideOtherNotifications() throws Exception {
    Instant now = Instant.now();
    sent("A", REFERENCE, now.minusSeconds(4 * 86_400));
    for (int i = 0; i < 30; i++) {
      UUID answer = inbound.sent(PHONE, "8079", null, "BHXHVN", now.minusSeconds(86_400 + i));
      inbound.jdbc.update("update notifications set source = '/inbound' where id = ?", answer);
    }
    sent("B", "NV-2019-08709", now.minusSeconds(3_600));
    inbound.start();

    inbound.send(0, sms("Nhầm người"));

    inbound.awaitMessages(1);
    assertThat(decisions().getFirst())
        .containsEntry("action", "INBOX")
        .containsEntry("candidates", 2);
    assertThat(exclusions()).isEmpty();
  }

  @Test
  void messagesAboutAPersonStopForANumberThatIsNotThatPersons() throws Exception {
    Instant now = Instant.now();
    sent("QW18013", REFERENCE, now.minusSeconds(86_400));
    inbound.start();

    inbound.send(0, sms("Nham so roi", now));

    await().untilAsserted(() -> assertThat(inbound.texts()).hasSize(1));
    assertThat(inbound.texts().getFirst()).contains("Đã dừng tin về xxxxxx8708 đến số này");
    assertThat(decisions())
        .containsExactly(
            Map.of(
                "action",
                "WRONG_PERSON",
                "answer",
                "wrong-person",
                "inbox",
                false,
                "candidates",
                1));
    Exclusion stored = exclusions().getFirst();
    assertThat(stored.excluded()).isTrue();
    assertThat(stored.phone()).isEqualTo(PHONE);
    assertThat(stored.subject())
        .isEqualTo(
            new Exclusion.Subject(
                Kind.PERSON,
                MessageSubject.digest(
                    SubjectDigest.of(InboundHarness.PRIVACY_KEY), "hanoi", Kind.PERSON, REFERENCE),
                REFERENCE));
    assertThat(stored.evidence().tenant()).isEqualTo("hanoi");
    assertThat(stored.evidence().channel()).isEqualTo("sms");
    assertThat(stored.evidence().inbound())
        .isEqualTo(inbound.jdbc.queryForObject("select id from inbound_messages", UUID.class));
    // For the workers, and for the feed of states.
    assertThat(inbound.jdbc.queryForList("select recipient from opt_out_changes", UUID.class))
        .contains(InboundHarness.recipient(PHONE));
    assertThat(new WrongPersonStore(inbound.direct).unannounced(10)).hasSize(1);
  }

  /** One accountant serves three companies. */
  @Test
  void nothingIsAssumedIfItMayBeAboutSeveral() throws Exception {
    Instant now = Instant.now();
    sent("QW18013", "P-1", now.minusSeconds(86_400));
    sent("QW18014", "P-2", now.minusSeconds(80_000));
    sent("QW18015", "P-3", now.minusSeconds(70_000));
    inbound.start();

    inbound.send(0, sms("da nop roi", now));
    inbound.awaitMessages(1);
    inbound.send(0, sms("nham so roi", now.plusSeconds(70)));
    inbound.awaitMessages(2);

    assertThat(decisions())
        .allSatisfy(message ->
            assertThat(message)
                .containsEntry("action", "INBOX")
                .containsEntry("inbox", true)
                .containsEntry("candidates", 3));
    assertThat(exclusions()).isEmpty();
    assertThat(String.join(" ", inbound.texts())).doesNotContain("Đã dừng");
  }

  @Test
  void whoNamesNoMoreThanTheLimitIsForAPerson() throws Exception {
    Instant now = Instant.now();
    sent("QW18013", REFERENCE, now.minusSeconds(86_400));
    inbound.jdbc.update(
        """
        insert into excluded_persons
          (at, recipient, subject, excluded, kind, tenant, channel, entered_by)
        select now(), ?, n, true, 'PERSON', 'hanoi', 'sms', 'test' from generate_series(1, ?) n
        """,
        InboundHarness.recipient(PHONE),
        WrongPersonStore.MAX_SUBJECTS);
    inbound.start();

    inbound.send(0, sms("Nham so roi", now));

    inbound.awaitMessages(1);
    assertThat(decisions().getFirst())
        .containsEntry("inbox", true)
        .containsEntry("answer", "inbox");
  }
}
