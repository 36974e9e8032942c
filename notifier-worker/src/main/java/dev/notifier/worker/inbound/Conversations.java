package dev.notifier.worker.inbound;

import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.origin.ReplyOrigin;
import dev.notifier.replies.decision.ReplyContext;
import dev.notifier.replies.decision.SentNotification;
import dev.notifier.store.inbound.InboundMessages;
import dev.notifier.store.inbound.InboundMessages.Recent;
import dev.notifier.store.inbound.NumberState;
import dev.notifier.store.inbound.SentMessages;
import dev.notifier.store.inbound.SentMessages.Sent;
import dev.notifier.worker.inbound.assembly.CompletedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what is known about the numbers of a batch, with two queries for all. Thread-safe. */
final class Conversations {
  private static final Duration ANSWERED = Duration.ofDays(7);

  /** The same text is noticed for a shorter time. */
  private static final Duration RECENT = Duration.ofMinutes(2);

  /** The clocks of those who receive and those who plan differ. */
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  private final InboundMessages messages;
  private final SentMessages sentMessages;
  private final Map<String, RouteConfig> routes;

  Conversations(
      InboundMessages messages, SentMessages sentMessages, Map<String, RouteConfig> routes) {
    this.messages = messages;
    this.sentMessages = sentMessages;
    this.routes = routes;
  }

  /**
   * Reads what is known about the senders of some messages.
   *
   * @param states of their numbers, which are locked
   */
  Map<UUID, Correspondence> of(List<CompletedMessage> received, Map<UUID, NumberState> states) {
    Set<String> phones =
        received.stream()
            .filter(CompletedMessage::fromPhone)
            .map(message -> message.from().phone())
            .collect(Collectors.toSet());
    List<Instant> times = received.stream().map(CompletedMessage::receivedAt).sorted().toList();
    if (times.isEmpty()) {
      return Map.of();
    }
    Instant earliest = times.getFirst();
    Map<String, List<Recent>> recent =
        messages.recent(phones, earliest.minus(RECENT)).stream()
            .collect(Collectors.groupingBy(Recent::phone));
    Map<String, List<Sent>> sent =
        sentMessages
            .find(
                phones,
                earliest.minus(ANSWERED),
                times.getLast().plus(CLOCKS),
                ReplyOrigin.SOURCE,
                ReplyContext.MAX_NOTIFICATIONS)
            .stream()
            .collect(Collectors.groupingBy(Sent::phone));
    Map<UUID, Correspondence> conversations = new HashMap<>();
    for (CompletedMessage message : received) {
      String phone = message.from().phone();
      NumberState state = states.get(message.from().recipient());
      if (state != null) {
        conversations.computeIfAbsent(
            message.from().recipient(),
            _ ->
                conversation(
                    state,
                    recent.getOrDefault(phone, List.of()),
                    sent.getOrDefault(phone, List.of())));
      }
    }
    return conversations;
  }

  private Correspondence conversation(NumberState state, List<Recent> recent, List<Sent> sent) {
    return new Correspondence(
        state,
        recent,
        sent,
        sent.stream()
            .filter(each -> !each.answer())
            .map(each ->
                new SentNotification(
                    each.id().toString(), sender(each), each.sentAt(), identifiers(each)))
            .toList());
  }

  private String sender(Sent sent) {
    if (sent.sender() != null) {
      return sent.sender();
    }
    @Nullable RouteConfig route = sent.route() == null ? null : routes.get(sent.route());
    return route == null ? "" : route.source().address();
  }

  private static List<String> identifiers(Sent sent) {
    List<String> identifiers = new ArrayList<>();
    if (sent.personRef() != null) {
      identifiers.add(sent.personRef());
    }
    if (sent.text() != null) {
      identifiers.addAll(TextIdentifiers.of(sent.text()));
    }
    return identifiers;
  }
}
