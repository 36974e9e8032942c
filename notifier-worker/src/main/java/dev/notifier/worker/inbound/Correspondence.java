package dev.notifier.worker.inbound;

import dev.notifier.replies.decision.PendingQuestion;
import dev.notifier.replies.decision.ReplyContext;
import dev.notifier.replies.decision.SentNotification;
import dev.notifier.replies.decision.SentText;
import dev.notifier.store.inbound.InboundMessages.Recent;
import dev.notifier.store.inbound.NumberState;
import dev.notifier.store.inbound.NumberState.Question;
import dev.notifier.store.inbound.SentMessages.Sent;
import dev.notifier.worker.inbound.assembly.CompletedMessage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a number while its messages are decided about; changes with each of them.
 * Used by one thread.
 */
final class Correspondence {
  /** Days of limits begin at midnight in Vietnam, wherever this program runs. */
  private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

  private final List<Sent> sent;

  /** The newest last. */
  private final List<Recent> recent = new ArrayList<>();

  private final List<SentNotification> notifications;
  private final List<SentText> texts;
  private NumberState state;

  /**
   * @param sent to the number, the newest first
   * @param notifications the same, with their senders and identifiers
   */
  Correspondence(
      NumberState state,
      List<Recent> recent,
      List<Sent> sent,
      List<SentNotification> notifications) {
    this.state = state;
    this.recent.addAll(recent.reversed());
    this.sent = List.copyOf(sent);
    this.notifications = List.copyOf(notifications);
    texts = sent.stream().flatMap(Correspondence::text).toList();
  }

  private static Stream<SentText> text(Sent sent) {
    return sent.text() == null
        ? Stream.of()
        : Stream.of(new SentText(sent.text(), sent.sentAt(), sent.answer()));
  }

  /** The day of a time, in Vietnam. */
  static LocalDate day(Instant time) {
    return time.atZone(VIETNAM).toLocalDate();
  }

  NumberState state() {
    return state;
  }

  List<Sent> sent() {
    return sent;
  }

  /** The notification with an id; null if there is none. */
  @Nullable Sent sent(@Nullable String id) {
    for (Sent each : sent) {
      if (each.id().toString().equals(id)) {
        return each;
      }
    }
    return null;
  }

  /** The locale of the last notification; null if there is none. */
  @Nullable String locale() {
    return sent.stream().map(Sent::locale).filter(Objects::nonNull).findFirst().orElse(null);
  }

  /** The last message with the same text to the same address; null if there is none. */
  @Nullable Recent sameText(CompletedMessage message) {
    for (Recent each : recent.reversed()) {
      if (each.address().equals(message.from().address())
          && each.body().equals(message.text())
          && !each.id().equals(message.id())) {
        return each;
      }
    }
    return null;
  }

  /**
   * What the rules need for a message.
   *
   * @param isTest whether it is of a test, which belongs to no notification
   */
  ReplyContext context(CompletedMessage message, boolean isTest) {
    Instant now = message.receivedAt();
    Recent same = sameText(message);
    Question question = state.question();
    boolean asked = question != null && question.address().equals(message.from().address());
    return new ReplyContext(
        now,
        same == null ? null : same.receivedAt(),
        isTest ? List.of() : notifications,
        isTest ? List.of() : texts,
        question == null || !asked
            ? null
            : new PendingQuestion(
                question.id().toString(), question.askedAt(), question.entries().size()),
        state.answersOn(day(now)),
        isHelpedAt(now) ? 1 : 0);
  }

  /** Whether the number has got a text of which there is one in an hour. */
  boolean isHelpedAt(Instant now) {
    Instant helped = state.helpAt();
    return helped != null && helped.plusSeconds(3600).isAfter(now);
  }

  /** Notes a message, which the same one may follow. */
  void received(CompletedMessage message) {
    recent.add(
        new Recent(
            message.id(),
            message.from().phone(),
            message.from().address(),
            message.text(),
            message.receivedAt()));
  }

  /** Notes an answer. */
  void answered(Instant at, boolean isHelp) {
    state = state.answered(day(at), at, isHelp);
  }

  /** Notes a question, or that none waits any more. */
  void asks(@Nullable Question question) {
    state = state.asking(question);
  }
}
