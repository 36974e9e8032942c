package dev.notifier.api.inbox;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.inbox.Conversation;
import dev.notifier.store.inbox.ConversationState;
import dev.notifier.store.inbox.EntryKind;
import dev.notifier.store.inbox.InboxChanges;
import dev.notifier.store.inbox.InboxChanges.Step;
import dev.notifier.store.inbox.InboxQueries;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes conversations of the caller's tenant. Each change is one transaction with its entry in
 * the conversation and in the audit, and with what follows from it. Every method throws a {@link
 * ProblemException} if it fails. Thread-safe.
 */
final class InboxCommands {
  private final InboxQueries queries;
  private final InboxChanges changes;
  private final AuditTrail audit;
  private final MessageCorrections corrections;
  private final HotlineMessages hotline;

  InboxCommands(
      InboxQueries queries,
      InboxChanges changes,
      AuditTrail audit,
      MessageCorrections corrections,
      HotlineMessages hotline) {
    this.queries = queries;
    this.changes = changes;
    this.audit = audit;
    this.corrections = corrections;
    this.hotline = hotline;
  }

  /**
   * What becomes of a conversation.
   *
   * @param follows what else is stored in the transaction; gets the number of the entry
   */
  record Next(ConversationState state, @Nullable String assignee, Step step, IntConsumer follows) {
    Next(ConversationState state, @Nullable String assignee, Step step) {
      this(state, assignee, step, _ -> {});
    }
  }

  private record Changed(Conversation conversation, @Nullable EntryKind entry) {}

  /**
   * Changes a conversation that no one has changed since the caller has read it.
   *
   * @param version that the caller has read
   * @param decision what becomes of it; null if nothing is to be done
   */
  ConversationSummary change(
      Caller caller, UUID id, int version, Function<Conversation, @Nullable Next> decision) {
    Changed changed =
        StoreAccess.call(() ->
            audit.change(
                () -> changed(caller, id, version, decision),
                done ->
                    done.entry() == null
                        ? null
                        : Change.of(
                            Map.of(
                                "entry", done.conversation().entries(),
                                "state", done.conversation().state().id()))));
    return ConversationSummary.of(changed.conversation(), caller.has(Scope.PERSONAL_DATA_READ));
  }

  private Changed changed(
      Caller caller, UUID id, int version, Function<Conversation, @Nullable Next> decision) {
    Conversation locked =
        queries
            .lock(caller.tenant(), id)
            .orElseThrow(() -> new ProblemException(ErrorCode.CONVERSATION_NOT_FOUND));
    if (locked.version() != version) {
      throw new ProblemException(ErrorCode.CONVERSATION_CHANGED);
    }
    Next next = decision.apply(locked);
    if (next == null) {
      return new Changed(locked, null);
    }
    int number = changes.save(locked, next.state(), next.assignee(), next.step());
    next.follows().accept(number);
    return new Changed(queries.find(caller.tenant(), id).orElseThrow(), next.step().kind());
  }

  /**
   * Gives a conversation to somebody.
   *
   * @param assignee null = no one
   */
  ConversationSummary assign(Caller caller, UUID id, int version, @Nullable String assignee) {
    return change(
        caller,
        id,
        version,
        conversation -> {
          requireOpen(conversation);
          ConversationState waiting =
              assignee == null ? ConversationState.OPEN : ConversationState.ASSIGNED;
          return new Next(
              conversation.state().isWaiting() ? waiting : conversation.state(),
              assignee,
              new Step(EntryKind.ASSIGNED, caller.name(), null, assignee, null));
        });
  }

  /** Adds a note for colleagues. */
  ConversationSummary note(Caller caller, UUID id, int version, String text) {
    return change(
        caller,
        id,
        version,
        conversation ->
            new Next(
                conversation.state(),
                conversation.assignee(),
                new Step(EntryKind.NOTED, caller.name(), text, null, null)));
  }

  /** Gives a conversation to the hotline. */
  ConversationSummary handOver(Caller caller, UUID id, int version, @Nullable String note) {
    hotline.require();
    return change(
        caller,
        id,
        version,
        conversation -> {
          requireOpen(conversation);
          requireOwn(caller, conversation);
          return new Next(
              ConversationState.HANDED_OVER,
              null,
              new Step(EntryKind.HANDED_OVER, caller.name(), note, null, conversation.message()),
              number -> hotline.add(conversation, number, note));
        });
  }

  /** Ends a conversation until the person writes again. */
  ConversationSummary close(Caller caller, UUID id, int version, String reason) {
    return change(
        caller,
        id,
        version,
        conversation -> {
          if (conversation.state() == ConversationState.CLOSED) {
            return null;
          }
          requireOwn(caller, conversation);
          return closed(new Step(EntryKind.CLOSED, caller.name(), reason, null, null));
        });
  }

  private static Next closed(Step step) {
    return new Next(ConversationState.CLOSED, null, step);
  }

  /** Lets a conversation wait again. */
  ConversationSummary reopen(Caller caller, UUID id, int version) {
    return change(
        caller,
        id,
        version,
        conversation ->
            conversation.state().isWaiting()
                ? null
                : new Next(
                    conversation.assignee() == null
                        ? ConversationState.OPEN
                        : ConversationState.ASSIGNED,
                    conversation.assignee(),
                    new Step(EntryKind.REOPENED, caller.name(), null, null, null)));
  }

  /** Corrects the decision about a message, with effect. */
  ConversationSummary correct(Caller caller, UUID id, int version, InboxForms.Correct form) {
    CorrectionKind kind = form.kind();
    UUID messageId = form.message();
    corrections.require(caller, kind);
    ConversationSummary changed =
        change(
            caller,
            id,
            version,
            conversation -> {
              requireOwn(caller, conversation);
              InboxQueries.Message message =
                  queries
                      .message(conversation, messageId)
                      .orElseThrow(
                          () -> new ProblemException(ErrorCode.CONVERSATION_MESSAGE_NOT_FOUND));
              Step step =
                  new Step(EntryKind.CORRECTED, caller.name(), null, kind.id(), message.id());
              return new Next(
                  kind == CorrectionKind.NOT_FOR_US
                      ? ConversationState.CLOSED
                      : conversation.state(),
                  kind == CorrectionKind.NOT_FOR_US ? null : conversation.assignee(),
                  step,
                  _ -> corrections.apply(caller, conversation, message, form));
            });
    corrections.publish(kind);
    return changed;
  }

  /**
   * Requires that agents work at a conversation.
   *
   * @throws ProblemException if it is closed or with the hotline
   */
  static void requireOpen(Conversation conversation) {
    if (conversation.state() == ConversationState.CLOSED
        || conversation.state() == ConversationState.HANDED_OVER) {
      throw new ProblemException(ErrorCode.CONVERSATION_CLOSED);
    }
  }

  /**
   * Requires that no one else has taken a conversation.
   *
   * @throws ProblemException if somebody has
   */
  static void requireOwn(Caller caller, Conversation conversation) {
    String assignee = conversation.assignee();
    if (assignee != null && !assignee.equals(caller.name())) {
      throw new ProblemException(ErrorCode.CONVERSATION_TAKEN);
    }
  }
}
