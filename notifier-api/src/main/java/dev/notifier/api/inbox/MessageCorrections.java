package dev.notifier.api.inbox;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.optouts.OptOutPurpose;
import dev.notifier.contracts.optouts.OptOutRecord;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.store.inbox.Conversation;
import dev.notifier.store.inbox.InboxChanges;
import dev.notifier.store.inbox.InboxQueries;
import dev.notifier.store.optouts.OptOutStatement;
import dev.notifier.store.optouts.OptOutStatement.Evidence;
import dev.notifier.store.optouts.OptOutStore;
import dev.notifier.store.optouts.TooManyOptOutsException;
import java.util.List;
import java.util.stream.Stream;

/** Does what follows when an agent corrects the decision about a message. Thread-safe. */
final class MessageCorrections {
  private static final String CHANNEL = "sms";

  /** As the notes of other statements. */
  private static final int MAX_NOTE = 500;

  /** What a keyword of the person would have stopped. */
  private static final List<OptOutPurpose> PURPOSES =
      List.of(OptOutPurpose.GENERAL_INFO, OptOutPurpose.ADVERTISING);

  private final InboxChanges changes;
  private final OptOutStore optOuts;
  private final WrongPersonCorrection wrongPersons;
  private final TopicReconciler<String> publication;

  MessageCorrections(
      InboxChanges changes,
      OptOutStore optOuts,
      WrongPersonCorrection wrongPersons,
      TopicReconciler<String> publication) {
    this.changes = changes;
    this.optOuts = optOuts;
    this.wrongPersons = wrongPersons;
    this.publication = publication;
  }

  /**
   * Requires that the caller may do what follows.
   *
   * @throws ProblemException if a scope is missing
   */
  void require(Caller caller, CorrectionKind kind) {
    if (kind != CorrectionKind.NOT_FOR_US) {
      caller.require(Scope.OPT_OUTS_WRITE);
    }
  }

  /** Stores a correction beside the decision, and what follows, in the caller's transaction. */
  void apply(
      Caller caller,
      Conversation conversation,
      InboxQueries.Message message,
      InboxForms.Correct form) {
    changes.correct(message.id(), form.kind().id(), caller.name());
    try {
      switch (form.kind()) {
        case OPT_OUT ->
            optOuts.add(
                statements(caller, conversation, message).toList(), OptOutStore.Source.RECIPIENT);
        case WRONG_PERSON ->
            wrongPersons.apply(
                conversation, message, form.notification(), evidence(caller, message));
        case NOT_FOR_US -> {
          // The conversation is closed.
        }
      }
    } catch (TooManyOptOutsException e) {
      throw new ProblemException(ErrorCode.TOO_MANY_OPT_OUTS);
    }
  }

  /**
   * The person said so when the message came, so what was said later still counts. As a keyword, it
   * concerns all tenants, if the caller may record that: only one of the tenant default may.
   */
  private static Stream<OptOutStatement> statements(
      Caller caller, Conversation conversation, InboxQueries.Message message) {
    String scope =
        caller.has(Scope.ALL_OPT_OUTS_WRITE) ? OptOutRecord.ALL_TENANTS : caller.tenant();
    Evidence evidence = evidence(caller, message);
    return PURPOSES.stream()
        .map(purpose ->
            new OptOutStatement(
                conversation.recipient(),
                conversation.phone(),
                scope,
                purpose,
                true,
                message.receivedAt(),
                evidence));
  }

  private static Evidence evidence(Caller caller, InboxQueries.Message message) {
    String text = message.text().replace("\0", "");
    return new Evidence(
        caller.tenant(),
        caller.name(),
        CHANNEL,
        text.substring(
            0,
            text.offsetByCodePoints(
                0, Math.min(MAX_NOTE / 2, text.codePointCount(0, text.length())))),
        message.id());
  }

  /** Lets the workers know soon what was recorded. */
  void publish(CorrectionKind kind) {
    if (kind != CorrectionKind.NOT_FOR_US) {
      publication.publishSoon();
    }
  }
}
