package dev.notifier.api.inbox;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.origin.MessageSubject;
import dev.notifier.contracts.origin.MessageSubject.Kind;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.store.inbox.Conversation;
import dev.notifier.store.inbox.InboxQueries;
import dev.notifier.store.optouts.Exclusion;
import dev.notifier.store.optouts.OptOutStatement.Evidence;
import dev.notifier.store.optouts.WrongPersonStore;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stops messages about the person of a notification that a message answers. Thread-safe. */
final class WrongPersonCorrection {
  private final InboxQueries queries;
  private final WrongPersonStore store;
  private final SubjectDigest digests;

  WrongPersonCorrection(InboxQueries queries, WrongPersonStore store, SubjectDigest digests) {
    this.queries = queries;
    this.store = store;
    this.digests = digests;
  }

  /**
   * Stores what the number said when the message came, in the caller's transaction.
   *
   * @param notification one that the message may answer; null = the one that it certainly answers
   * @throws ProblemException if it is none of them, or names no person
   */
  void apply(
      Conversation conversation,
      InboxQueries.Message message,
      @Nullable UUID notification,
      Evidence evidence) {
    UUID meant = notification == null ? message.notification() : notification;
    if (meant == null
        || !(meant.equals(message.notification()) || message.candidates().contains(meant))) {
      throw refused("Name the notification, one of those that the message may answer.");
    }
    String person =
        queries
            .personOf(conversation, meant)
            .orElseThrow(() ->
                refused(
                    "The notification is not of the category SERVICE or names no person;"
                        + " POST /v1/wrong-persons takes the code of a unit."));
    store.exclude(
        List.of(
            new Exclusion(
                conversation.recipient(),
                conversation.phone(),
                new Exclusion.Subject(
                    Kind.PERSON,
                    MessageSubject.digest(digests, conversation.tenant(), Kind.PERSON, person),
                    person),
                true,
                message.receivedAt(),
                evidence)));
  }

  private static ProblemException refused(String detail) {
    return new ProblemException(
        Problem.of(List.of(new Violation("/notificationId", ErrorCode.INVALID_PARAMETER, detail))));
  }
}
