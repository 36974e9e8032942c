package dev.notifier.worker.inbound;

import dev.notifier.contracts.origin.MessageSubject;
import dev.notifier.contracts.origin.MessageSubject.Kind;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.replies.decision.InboundAction;
import dev.notifier.store.inbound.InboundMessageRow.From;
import dev.notifier.store.inbound.SentMessages.Sent;
import dev.notifier.store.optouts.Exclusion;
import dev.notifier.store.optouts.OptOutStatement.Evidence;
import dev.notifier.store.optouts.WrongPersonStore;
import dev.notifier.worker.inbound.assembly.CompletedMessage;
import dev.notifier.worker.inbound.assembly.InboundRecordReader;
import org.jspecify.annotations.Nullable;

/** Finds the persons about whom a number wants no messages. Thread-safe. */
final class PersonExclusions {
  private static final int SHOWN_CHARACTERS = 4;

  private final WrongPersonStore store;
  private final SubjectDigest digests;

  PersonExclusions(WrongPersonStore store, SubjectDigest digests) {
    this.store = store;
    this.digests = digests;
  }

  /**
   * Returns what a message stops.
   *
   * @param earlier exclusions of the number that are not stored yet
   * @return null if it stops nothing: a person decides if it says that it came to the wrong one
   */
  @Nullable Exclusion of(DecidedMessage decided, Correspondence conversation, int earlier) {
    if (decided.decision().action() != InboundAction.WRONG_PERSON) {
      return null;
    }
    Sent sent = conversation.sent(decided.decision().correlation().linked());
    String person = sent == null ? null : sent.personRef();
    CompletedMessage message = decided.message();
    From from = message.from();
    if (sent == null
        || person == null
        || !sent.service()
        || !store.hasRoom(from.recipient(), sent.tenant(), earlier + 1)) {
      return null;
    }
    return new Exclusion(
        from.recipient(),
        from.phone(),
        new Exclusion.Subject(
            Kind.PERSON,
            MessageSubject.digest(digests, sent.tenant(), Kind.PERSON, person),
            person),
        true,
        message.receivedAt(),
        new Evidence(
            sent.tenant(),
            BatchEffects.ENTERED_BY,
            BatchEffects.SMS,
            InboundRecordReader.shortened(message.text(), BatchEffects.MAX_NOTE_CHARACTERS),
            message.id()));
  }

  /** The end of a reference: someone else reads the answer. */
  static String masked(@Nullable String reference) {
    int shown =
        reference == null
            ? 0
            : Math.min(SHOWN_CHARACTERS, reference.codePointCount(0, reference.length()) / 2);
    return "xxxxxx"
        + (reference == null
            ? ""
            : reference.substring(reference.offsetByCodePoints(reference.length(), -shown)));
  }
}
