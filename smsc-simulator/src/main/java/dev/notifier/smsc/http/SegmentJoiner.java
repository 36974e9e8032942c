package dev.notifier.smsc.http;

import dev.notifier.smsc.behaviour.LruMap;
import dev.notifier.smsc.pdu.Alphabet;
import dev.notifier.smsc.pdu.MessageText;
import dev.notifier.smsc.pdu.SegmentInfo;
import dev.notifier.smsc.pdu.ShortMessage;
import dev.notifier.smsc.record.Submission;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins the segments of long messages by destination, source and concatenation reference.
 * References are reused: a segment that arrives again after its message was complete starts a new
 * message. Not thread-safe.
 */
final class SegmentJoiner {
  /** Maximum of long messages in memory; the least recently used one is evicted. */
  static final int MAX_LONG_MESSAGES = 2_000;

  private static final class LongMessage {
    final String key;
    final long atMs;
    final @Nullable String[] texts;
    int received;

    LongMessage(String key, long atMs, int total) {
      this.key = key;
      this.atMs = atMs;
      this.texts = new String[total];
    }

    boolean isRepeatedAfterCompletion(SegmentInfo segment) {
      return received == texts.length && texts[segment.number() - 1] != null;
    }

    void add(SegmentInfo segment, String text) {
      if (texts[segment.number() - 1] == null) {
        received++;
      }
      texts[segment.number() - 1] = text;
    }

    String text() {
      StringBuilder joined = new StringBuilder();
      for (String text : texts) {
        joined.append(text == null ? " … " : text);
      }
      return joined.toString();
    }
  }

  private final Map<String, LongMessage> longMessages = new LruMap<>(MAX_LONG_MESSAGES);

  /** Returns whether this is a segment of a message that is already in memory. */
  boolean isKnown(Submission submission) {
    SegmentInfo segment = SegmentInfo.of(submission.message());
    return segment != null && longMessages.containsKey(identity(submission.message(), segment));
  }

  /** Returns the message of this submission, with the segments received so far. */
  HandsetMessage join(Submission submission, Alphabet defaultAlphabet) {
    ShortMessage message = submission.message();
    SegmentInfo segment = SegmentInfo.of(message);
    String text = MessageText.of(message, defaultAlphabet);
    String id = Submission.hexId(submission.messageId());
    if (segment == null || segment.total() == 1) {
      return handsetMessage(id, message, text, submission.atMs(), 1, 1);
    }
    String identity = identity(message, segment);
    LongMessage joined = longMessages.get(identity);
    if (joined == null || joined.isRepeatedAfterCompletion(segment)) {
      joined = new LongMessage(id, submission.atMs(), segment.total());
      longMessages.put(identity, joined);
    }
    joined.add(segment, text);
    return handsetMessage(
        joined.key, message, joined.text(), joined.atMs, joined.received, segment.total());
  }

  private static String identity(ShortMessage message, SegmentInfo segment) {
    return message.destination().value()
        + '|'
        + message.source().value()
        + '|'
        + segment.wideReference()
        + segment.reference()
        + '/'
        + segment.total();
  }

  private static HandsetMessage handsetMessage(
      String key, ShortMessage message, String text, long atMs, int received, int total) {
    return new HandsetMessage(
        key,
        message.destination().value(),
        message.source().value(),
        /* incoming= */ true,
        text,
        atMs,
        received,
        total);
  }
}
