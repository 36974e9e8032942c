package dev.notifier.smsc.http;

import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.pdu.Address;
import dev.notifier.smsc.pdu.MessageText;
import dev.notifier.smsc.pdu.SegmentInfo;
import dev.notifier.smsc.pdu.ShortMessage;
import dev.notifier.smsc.record.RecordState;
import dev.notifier.smsc.record.Submission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The reading calls: messages, repeats, and the bubbles of the handset page. */
final class MessageQueries {
  private static final int USUAL_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;

  /** One submission as the look-up shows it. */
  record MessageView(
      String at,
      long atMs,
      int session,
      String systemId,
      String from,
      String to,
      int esmClass,
      int dataCoding,
      int registeredDelivery,
      String outcome,
      int status,
      @Nullable String messageId,
      @Nullable SegmentInfo part,
      String text,
      String hex) {}

  /** One accepted segment that had been accepted before. */
  record RepeatView(
      String at, String to, String messageId, @Nullable SegmentInfo part, int octets) {}

  private final RecordState ledger;
  private final HandsetFeed feed;
  private final Supplier<Behaviour> behaviour;

  /** Texts and ids are shown by the {@code behaviour} of the moment. */
  MessageQueries(RecordState ledger, HandsetFeed feed, Supplier<Behaviour> behaviour) {
    this.ledger = ledger;
    this.behaviour = behaviour;
    this.feed = feed;
  }

  /**
   * The newest submissions, oldest first; {@code to} narrows to a number, {@code after} to those
   * later than a time, and {@code oldest=true} begins with the oldest of them.
   */
  Map<String, List<MessageView>> messages(QueryParameters query) {
    Predicate<Submission> wanted = to(query.text("to"));
    String after = query.text("after");
    if (!after.isEmpty()) {
      Instant since = instant(after);
      wanted = wanted.and(it -> Instant.ofEpochMilli(it.atMs()).isAfter(since));
    }
    int limit = query.number("limit", USUAL_LIMIT, MAX_LIMIT);
    List<Submission> found =
        query.text("oldest").equals("true")
            ? ledger.oldest(wanted, limit)
            : ledger.newest(wanted, limit);
    return Map.of("messages", found.stream().map(this::shown).toList());
  }

  Map<String, List<RepeatView>> repeats(QueryParameters query) {
    boolean full = query.text("full").equals("true");
    List<RepeatView> repeats = new ArrayList<>();
    for (Submission it : ledger.repeats(query.number("limit", USUAL_LIMIT, 10_000))) {
      Address to = it.message().destination();
      repeats.add(
          new RepeatView(
              at(it),
              full ? to.value() : to.masked(),
              behaviour.get().responseId(it.messageId()),
              SegmentInfo.of(it.message()),
              it.message().message().length));
    }
    return Map.of("repeats", repeats);
  }

  /**
   * What the page shows when it opens: the newest messages of all handsets or of one, joined, and
   * the replies.
   */
  Map<String, List<HandsetMessage>> bubbles(QueryParameters query) {
    String number = query.text("number");
    Predicate<Submission> wanted = to(number).and(Submission::isAccepted);
    SegmentJoiner joiner = new SegmentJoiner();
    Map<String, HandsetMessage> byKey = new LinkedHashMap<>();
    for (Submission it : ledger.newest(wanted, query.number("limit", 300, MAX_LIMIT))) {
      HandsetMessage message = joiner.join(it, behaviour.get().alphabet());
      byKey.put(message.key(), message);
    }
    List<HandsetMessage> all = new ArrayList<>(byKey.values());
    for (HandsetMessage reply : feed.replies()) {
      if (number.isEmpty() || reply.number().equals(number)) {
        all.add(reply);
      }
    }
    all.sort(Comparator.comparingLong(HandsetMessage::atMs));
    return Map.of("messages", all);
  }

  private static Predicate<Submission> to(String number) {
    return number.isEmpty() ? it -> true : it -> it.message().destination().value().equals(number);
  }

  private static Instant instant(String after) {
    try {
      return Instant.parse(after);
    } catch (java.time.DateTimeException e) {
      throw new IllegalArgumentException("after must be a time like 2026-12-01T08:00:00Z", e);
    }
  }

  private static String at(Submission it) {
    return Instant.ofEpochMilli(it.atMs()).toString();
  }

  private MessageView shown(Submission it) {
    Behaviour present = behaviour.get();
    ShortMessage message = it.message();
    return new MessageView(
        at(it),
        it.atMs(),
        it.session(),
        it.systemId(),
        message.source().value(),
        message.destination().value(),
        message.esmClass(),
        message.dataCoding(),
        message.registeredDelivery(),
        it.outcome().name(),
        it.status(),
        it.isAccepted() ? present.responseId(it.messageId()) : null,
        SegmentInfo.of(message),
        MessageText.of(message, present.alphabet()),
        HexFormat.of().formatHex(message.message()));
  }
}
