package dev.notifier.smsc.http;

import dev.notifier.smsc.pdu.Alphabet;
import dev.notifier.smsc.pdu.MessageText;
import dev.notifier.smsc.pdu.SegmentInfo;
import dev.notifier.smsc.pdu.ShortMessage;
import dev.notifier.smsc.record.Submission;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins the parts of long messages by destination, sender and concatenation reference. A part that
 * comes a second time after its message was whole begins a new message, as references are used
 * again. Not thread-safe.
 */
final class SegmentJoiner {
  /** Long messages remembered; the one longest untouched is forgotten first. */
  static final int MAX_LONG_MESSAGES = 2_000;

  private static final class Parts {
    final String key;
    final long atMs;
    final @Nullable String[] parts;
    int have;

    Parts(String key, long atMs, int of) {
      this.key = key;
      this.atMs = atMs;
      this.parts = new String[of];
    }
  }

  private final Map<String, Parts> open = new Eldest();

  /** Whether this is a part of a message that is open here. */
  boolean knows(Submission it) {
    SegmentInfo part = SegmentInfo.of(it.message());
    return part != null && open.containsKey(identity(it.message(), part));
  }

  /** The bubble this submission makes, or the bubble it is part of as it is now. */
  HandsetMessage join(Submission it, Alphabet ofDataCoding0) {
    ShortMessage message = it.message();
    SegmentInfo part = SegmentInfo.of(message);
    String text = MessageText.of(message, ofDataCoding0);
    String id = Submission.wireId(it.messageId());
    if (part == null || part.of() == 1) {
      return bubble(id, message, text, it.atMs(), 1, 1);
    }
    String identity = identity(message, part);
    Parts whole = open.get(identity);
    if (whole == null || (whole.have == part.of() && whole.parts[part.number() - 1] != null)) {
      whole = new Parts(id, it.atMs(), part.of());
      open.put(identity, whole);
    }
    if (whole.parts[part.number() - 1] == null) {
      whole.have++;
    }
    whole.parts[part.number() - 1] = text;
    StringBuilder joined = new StringBuilder();
    for (String some : whole.parts) {
      joined.append(some == null ? " … " : some);
    }
    return bubble(whole.key, message, joined.toString(), whole.atMs, whole.have, part.of());
  }

  private static String identity(ShortMessage message, SegmentInfo part) {
    return message.destination().value()
        + '|'
        + message.source().value()
        + '|'
        + part.wide()
        + part.reference()
        + '/'
        + part.of();
  }

  private static HandsetMessage bubble(
      String key, ShortMessage message, String text, long atMs, int have, int of) {
    return new HandsetMessage(
        key, message.destination().value(), message.source().value(), true, text, atMs, have, of);
  }

  @SuppressWarnings("serial")
  private static final class Eldest extends LinkedHashMap<String, Parts> {
    Eldest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Parts> eldest) {
      return size() > MAX_LONG_MESSAGES;
    }
  }
}
