package dev.notifier.api.inbox;

import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.inbox.InboxCommands.Next;
import dev.notifier.api.planning.RefusalCheck;
import dev.notifier.api.planning.RefusalChecks;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.planning.PlanningDecision;
import dev.notifier.store.inbound.InboundOutbox;
import dev.notifier.store.inbox.Conversation;
import dev.notifier.store.inbox.ConversationState;
import dev.notifier.store.inbox.EntryKind;
import dev.notifier.store.inbox.InboxChanges.Step;
import dev.notifier.store.inbox.InboxQueries;
import dev.notifier.store.routes.RouteStore;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Answers people. An answer is an event in the outbox, stored together with the state of the
 * conversation. Every method throws a {@link ProblemException} if it fails. Thread-safe.
 */
final class AnswerService {
  private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  private final InboxQueries queries;
  private final InboxCommands commands;
  private final InboundOutbox outbox;
  private final CannedAnswers canned;
  private final RefusalChecks checks;
  private final RouteStore routes;
  private final InstantSource clock;

  AnswerService(
      InboxQueries queries,
      InboxCommands commands,
      InboundOutbox outbox,
      CannedAnswers canned,
      RefusalChecks checks,
      RouteStore routes,
      InstantSource clock) {
    this.queries = queries;
    this.commands = commands;
    this.outbox = outbox;
    this.canned = canned;
    this.checks = checks;
    this.routes = routes;
    this.clock = clock;
  }

  /** Says what an answer would be; nothing is sent. */
  AnswerPreview preview(Caller caller, UUID id, InboxForms.Answer answer) {
    Conversation conversation = conversation(caller, id);
    EventRecord event = event(conversation, text(conversation, answer));
    PlanningDecision.Message message = check(event);
    return AnswerPreview.of(
        message,
        event.category().name(),
        StoreAccess.call(() -> routes.find(message.route())).orElse(null),
        today());
  }

  /**
   * Answers a person. Nothing is stored unless it is certain that the answer would be sent: no one
   * would look at the conversation again.
   */
  ConversationSummary answer(Caller caller, UUID id, int version, InboxForms.Answer answer) {
    Conversation read = conversation(caller, id);
    if (read.version() != version) {
      throw new ProblemException(ErrorCode.CONVERSATION_CHANGED);
    }
    InboxCommands.requireOpen(read);
    InboxCommands.requireOwn(caller, read);
    String text = text(read, answer);
    // Of this version, so it is still the same when the conversation is locked.
    EventRecord event = event(read, text);
    var _ = check(event);
    return commands.change(
        caller,
        id,
        version,
        conversation ->
            new Next(
                ConversationState.ANSWERED,
                caller.name(),
                new Step(
                    EntryKind.ANSWERED,
                    caller.name(),
                    text,
                    answer.knowledge(),
                    conversation.message()),
                _ -> outbox.add(List.of(AgentAnswers.stored(conversation, event)))));
  }

  private Conversation conversation(Caller caller, UUID id) {
    return StoreAccess.call(() -> queries.find(caller.tenant(), id))
        .orElseThrow(() -> new ProblemException(ErrorCode.CONVERSATION_NOT_FOUND));
  }

  private EventRecord event(Conversation conversation, String text) {
    return AgentAnswers.event(
        conversation, conversation.entries() + 1, text, route(conversation), clock.instant());
  }

  /** The route over which the last message came, unless a provider has delivered it. */
  private @Nullable String route(Conversation conversation) {
    return StoreAccess.call(() -> queries.message(conversation, conversation.message()))
        .filter(message -> message.provider() == null)
        .map(InboxQueries.Message::route)
        .orElse(null);
  }

  private String text(Conversation conversation, InboxForms.Answer answer) {
    String entry = answer.knowledge();
    String own = answer.text();
    if (own != null) {
      return own;
    }
    return canned
        .find(conversation, entry == null ? "" : entry, today())
        .orElseThrow(() -> new ProblemException(ErrorCode.NO_SUCH_ANSWER));
  }

  /**
   * The message that an answer becomes.
   *
   * @throws ProblemException if it would not be sent, or if that is not certain
   */
  private PlanningDecision.Message check(EventRecord event) {
    PlanningDecision decision = checks.forRequest().decision(event, Lane.NORMAL, clock.instant());
    Violation violation = decision == null ? null : RefusalCheck.refusal(event, decision);
    if (violation != null) {
      String pointer = violation.pointer().equals("/data/text") ? "/text" : "";
      throw new ProblemException(
          Problem.of(List.of(new Violation(pointer, violation.code(), violation.detail()))));
    }
    PlanningDecision.Message message = decision == null ? null : decision.message();
    if (message == null) {
      throw new ProblemException(ErrorCode.EVENT_TYPES_UNAVAILABLE);
    }
    return message;
  }

  private LocalDate today() {
    return clock.instant().atZone(ZONE).toLocalDate();
  }
}
