package dev.notifier.smsc.http;

import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.pdu.Address;
import dev.notifier.smsc.pdu.MessageText;
import dev.notifier.smsc.pdu.SegmentInfo;
import dev.notifier.smsc.pdu.ShortMessage;
import dev.notifier.smsc.record.RecordState;
import dev.notifier.smsc.record.Submission;
import java.time.DateTimeException;
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

/** Answers the read requests: messages, repeats, and the messages of the handset page. */
final class MessageQueries {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;

  /** The last digits, which are the same in all spellings that SMPP addresses have. */
  private static final int COMMON_DIGITS = 6;

  /** A submission in /v1/messages. */
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
      @Nullable SegmentInfo segment,
      String text,
      String hex) {}

  /** An accepted segment that had been accepted before. */
  record RepeatView(
      String at, String to, String messageId, @Nullable SegmentInfo segment, int bytes) {}

  private final RecordState state;
  private final HandsetFeed feed;
  private final Supplier<Behaviour> behaviour;

  /** Creates queries; texts and ids are formatted with the current {@code behaviour}. */
  MessageQueries(RecordState state, HandsetFeed feed, Supplier<Behaviour> behaviour) {
    this.state = state;
    this.behaviour = behaviour;
    this.feed = feed;
  }

  /**
   * Returns the newest submissions, oldest first. {@code to} selects a number, {@code after} those
   * later than a time, and {@code oldest=true} starts with the oldest of them.
   */
  Map<String, List<MessageView>> messages(QueryParameters query) {
    Predicate<Submission> filter = to(query.text("to"));
    String after = query.text("after");
    if (!after.isEmpty()) {
      Instant since = instant(after);
      filter = filter.and(submission -> Instant.ofEpochMilli(submission.atMs()).isAfter(since));
    }
    int limit = query.number("limit", DEFAULT_LIMIT, MAX_LIMIT);
    List<Submission> found =
        query.text("oldest").equals("true")
            ? state.oldest(filter, limit)
            : state.newest(filter, limit);
    return Map.of("messages", found.stream().map(this::view).toList());
  }

  /** Returns accepted segments that had been accepted before, newest first. */
  Map<String, List<RepeatView>> repeats(QueryParameters query) {
    boolean full = query.text("full").equals("true");
    List<RepeatView> repeats = new ArrayList<>();
    for (Submission submission : state.repeats(query.number("limit", DEFAULT_LIMIT, 10_000))) {
      Address to = submission.message().destination();
      repeats.add(
          new RepeatView(
              at(submission),
              full ? to.value() : to.masked(),
              behaviour.get().responseId(submission.messageId()),
              SegmentInfo.of(submission.message()),
              submission.message().message().length));
    }
    return Map.of("repeats", repeats);
  }

  /**
   * Returns what the page shows when it opens: the newest messages of all handsets or of one, with
   * joined segments, and the inbound messages.
   */
  Map<String, List<HandsetMessage>> handsetMessages(QueryParameters query) {
    String number = NumberSpelling.international(query.text("number"));
    Predicate<Submission> filter = to(number).and(Submission::isAccepted);
    SegmentJoiner joiner = new SegmentJoiner();
    Map<String, HandsetMessage> byKey = new LinkedHashMap<>();
    for (Submission submission : state.newest(filter, query.number("limit", 300, MAX_LIMIT))) {
      HandsetMessage message = joiner.join(submission, behaviour.get().alphabet());
      byKey.put(message.key(), message);
    }
    List<HandsetMessage> all = new ArrayList<>(byKey.values());
    for (HandsetMessage reply : feed.replies()) {
      if (number.isEmpty() || NumberSpelling.international(reply.number()).equals(number)) {
        all.add(reply);
      }
    }
    all.sort(Comparator.comparingLong(HandsetMessage::atMs));
    return Map.of("messages", all);
  }

  private static Predicate<Submission> to(String spelling) {
    String number = NumberSpelling.international(spelling);
    // Cheaper than to normalise every address.
    String end = number.substring(Math.max(0, number.length() - COMMON_DIGITS));
    return submission -> {
      String to = submission.message().destination().value();
      return number.isEmpty()
          || (to.endsWith(end) && NumberSpelling.international(to).equals(number));
    };
  }

  private static Instant instant(String after) {
    try {
      return Instant.parse(after);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("after must be a time such as 2026-12-01T08:00:00Z", e);
    }
  }

  private static String at(Submission submission) {
    return Instant.ofEpochMilli(submission.atMs()).toString();
  }

  private MessageView view(Submission submission) {
    Behaviour current = behaviour.get();
    ShortMessage message = submission.message();
    return new MessageView(
        at(submission),
        submission.atMs(),
        submission.session(),
        submission.systemId(),
        message.source().value(),
        message.destination().value(),
        message.esmClass(),
        message.dataCoding(),
        message.registeredDelivery(),
        submission.outcome().name(),
        submission.status(),
        submission.isAccepted() ? current.responseId(submission.messageId()) : null,
        SegmentInfo.of(message),
        MessageText.of(message, current.alphabet()),
        HexFormat.of().formatHex(message.message()));
  }
}
