package dev.notifier.worker.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SegmentId;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.origin.MessageSubject;
import dev.notifier.worker.cancellation.CancellationRules;
import dev.notifier.worker.cancellation.TestRules;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.optouts.TestOptOuts;
import dev.notifier.worker.testing.SubmitFixtures;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is not sent because its recipient has opted out, and what waits until that is known. */
class OptedOutTest {
  private static final String OTHER = "+84912000001";

  private final TestOptOuts optOuts = new TestOptOuts();
  private CancellationRules rules = CancellationRules.NONE;
  private final PreSubmitCheck check =
      new PreSubmitCheck(
          InstantSource.fixed(Instant.parse("2026-12-01T08:00:00Z")),
          () -> rules,
          () -> false,
          optOuts);

  OptedOutTest() {
    optOuts.add(SubmitFixtures.PHONE);
  }

  @Test
  void aMessageToARecipientWhoOptedOutIsNotSent() {
    assertThat(check.reasonNotToSend(message(Category.ADVERTISING, 1)))
        .isEqualTo(FailureReason.OPTED_OUT);
    assertThat(check.reasonNotToSend(message(Category.OTP, 1))).isNull();
    assertThat(
            check.reasonNotToSend(
                SubmitFixtures.ofGroup(
                    "g", "a", Lane.NORMAL, Category.ADVERTISING, OTHER, List.of("text"))))
        .isNull();
  }

  /** The tenant of a record of an older release is unknown; the scope of all tenants counts. */
  @Test
  void aRecordOfUnknownOriginIsChecked() {
    assertThat(check.reasonNotToSend(SubmitFixtures.expiring("a", Lane.NORMAL, null)))
        .isEqualTo(FailureReason.OPTED_OUT);
  }

  @Test
  void aCancelledMessageIsCancelled() {
    rules = TestRules.ofGroup("g");

    assertThat(check.reasonNotToSend(message(Category.SERVICE, 1)))
        .isEqualTo(FailureReason.CANCELLED);
  }

  @Test
  void aMessageAboutAPersonWhoIsNotTheRecipientIsNotSent() {
    optOuts.exclude(7);

    assertThat(check.reasonNotToSend(about(Category.SERVICE, new MessageSubject(7, 0))))
        .isEqualTo(FailureReason.WRONG_PERSON);
    assertThat(check.reasonNotToSend(about(Category.SERVICE, new MessageSubject(8, 9)))).isNull();
    assertThat(check.reasonNotToSend(about(Category.OTP, new MessageSubject(7, 0)))).isNull();
  }

  private static SubmitRecord about(Category category, @Nullable MessageSubject about) {
    SubmitRecord any =
        SubmitFixtures.ofGroup("g", "a", Lane.NORMAL, category, OTHER, List.of("text"));
    return new SubmitRecord(
        any.v(),
        any.notificationId(),
        any.route(),
        any.lane(),
        any.category(),
        any.phone(),
        any.template(),
        any.encoding(),
        any.reference(),
        any.texts(),
        any.pending(),
        any.attempt(),
        any.resent(),
        any.hops(),
        any.expiresAt(),
        any.sender(),
        any.origin(),
        about,
        null);
  }

  @Test
  void whatACarrierMayHaveIsSent() {
    assertThat(check.reasonNotToSend(message(Category.SERVICE, 2).retryOf(2, 2, false))).isNull();
    assertThat(check.reasonNotToSend(message(Category.SERVICE, 1).retryOf(1, 2, true))).isNull();
  }

  @Test
  void aMessageOfSeveralSegmentsIsDroppedAsAWhole() {
    SubmitRecord whole = message(Category.SERVICE, 2);
    SubmitRecord part = message(Category.SERVICE, 2);
    List<PendingSegment> waiting = List.of(segment(whole, 1), segment(whole, 2), segment(part, 2));

    assertThat(check.refusedWhole(waiting))
        .hasSize(2)
        .allSatisfy((segment, reason) -> {
          assertThat(segment.message()).isEqualTo(whole);
          assertThat(reason).isEqualTo(FailureReason.OPTED_OUT);
        });
  }

  @Test
  void whatMayNotBeKnownWaits() {
    optOuts.holdBack(Set.of(Category.GENERAL_INFO, Category.ADVERTISING));
    assertThat(check.mayMissAny()).isTrue();
    assertThat(check.mustWait(message(Category.ADVERTISING, 1))).isTrue();
    assertThat(check.mustWait(message(Category.SERVICE, 1))).isFalse();
    assertThat(check.mustWait(message(Category.ADVERTISING, 2).retryOf(2, 2, false)))
        .as("the rest of a message")
        .isFalse();

    optOuts.holdBack(Set.of(Category.SERVICE, Category.GENERAL_INFO, Category.ADVERTISING));
    assertThat(check.mustWait(message(Category.SERVICE, 1))).isTrue();
    assertThat(check.mustWait(message(Category.OTP, 1))).isFalse();
  }

  @Test
  void whatIsAboutSomeoneWaitsWhileAWrongPersonMayBeUnknown() {
    optOuts.holdPersonsBack();
    MessageSubject person = new MessageSubject(7, 0);

    assertThat(check.mayMissAny()).isTrue();
    assertThat(check.mustWait(about(Category.SERVICE, person))).isTrue();
    assertThat(check.mustWait(about(Category.SERVICE, null))).isFalse();
    assertThat(check.mustWait(about(Category.OTP, person))).isFalse();
  }

  @Test
  void anAnswerIsSentAlsoAfterAnOptOut() {
    optOuts.holdBack(Set.of(Category.SERVICE));

    SubmitRecord answer = SubmitFixtures.answer("a", "8079");
    assertThat(check.reasonNotToSend(answer)).isNull();
    assertThat(check.mustWait(answer)).isFalse();

    SubmitRecord other = SubmitFixtures.sentFrom("a", "8079", "/inbound/x", Category.SERVICE);
    assertThat(check.reasonNotToSend(other)).isEqualTo(FailureReason.OPTED_OUT);
    assertThat(check.mustWait(other)).isTrue();
  }

  private static SubmitRecord message(Category category, int segments) {
    List<String> texts = new ArrayList<>();
    for (int i = 1; i <= segments; i++) {
      texts.add("text " + i);
    }
    return SubmitFixtures.ofGroup("g", "a", Lane.NORMAL, category, SubmitFixtures.PHONE, texts);
  }

  private static PendingSegment segment(SubmitRecord message, int number) {
    return new PendingSegment(
        new SubmitIntent(
            number,
            new SegmentId(message.notificationId(), number),
            message.texts().size(),
            1,
            false,
            true,
            message.lane(),
            number),
        message);
  }
}
