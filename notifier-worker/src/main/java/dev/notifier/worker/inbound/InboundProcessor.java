package dev.notifier.worker.inbound;

import dev.notifier.contracts.origin.ForeignTextDigest;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.replies.decision.DecisionReason;
import dev.notifier.replies.decision.InboundAction;
import dev.notifier.replies.decision.InboundDecision;
import dev.notifier.store.inbound.InboundMessageRow;
import dev.notifier.store.inbound.InboundMessageRow.Decision;
import dev.notifier.store.inbound.InboundMessages.Recent;
import dev.notifier.store.inbound.NumberState;
import dev.notifier.store.optouts.Exclusion;
import dev.notifier.worker.inbound.AnswerChoice.Findings;
import dev.notifier.worker.inbound.assembly.CompletedMessage;
import dev.notifier.worker.knowledge.PublishedKnowledge;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides about messages one after the other, and stores what follows. Thread-safe. */
final class InboundProcessor {
  /** A person is to do something, whatever was answered. */
  private static final Set<InboundAction> FOR_PERSONS =
      EnumSet.of(InboundAction.INBOX, InboundAction.CALL_BACK);

  private final InboundStores stores;
  private final InboundAddresses addresses;
  private final Conversations conversations;
  private final MessageDecider decider;
  private final AnswerChoice answers;
  private final PersonExclusions exclusions;
  private final StatedScopes scopes;
  private final ForeignTextDigest digest;
  private final InboundMeters meters;

  InboundProcessor(
      InboundStores stores,
      InboundAddresses addresses,
      Conversations conversations,
      PublishedKnowledge knowledge,
      String privacyKey,
      InboundMeters meters) {
    this.stores = stores;
    this.addresses = addresses;
    this.conversations = conversations;
    this.decider = new MessageDecider(knowledge);
    this.answers = new AnswerChoice(knowledge);
    this.exclusions = new PersonExclusions(stores.wrongPersons(), SubjectDigest.of(privacyKey));
    this.scopes = new StatedScopes(stores.optOuts());
    this.digest = ForeignTextDigest.of(privacyKey);
    this.meters = meters;
  }

  /**
   * What happens when the transaction is committed.
   *
   * @param answers whether answers are to be published
   * @param queries whether queries are to be asked
   * @param counts for the metrics
   */
  record Processed(boolean answers, boolean queries, Runnable counts) {
    /** With something else to count. */
    Processed with(Runnable more) {
      return new Processed(
          answers,
          queries,
          () -> {
            counts.run();
            more.run();
          });
    }
  }

  /**
   * Decides about messages, in their order, in the transaction of the caller.
   *
   * @param states of their numbers, which are locked
   */
  Processed process(List<CompletedMessage> messages, Map<UUID, NumberState> states) {
    Map<UUID, Correspondence> known = conversations.of(messages, states);
    BatchEffects effects = new BatchEffects(digest);
    List<Runnable> counts = new ArrayList<>();
    for (CompletedMessage message : messages) {
      InboundAddresses.Address address = addresses.find(message.from().address());
      Correspondence conversation = known.get(message.from().recipient());
      if (address == null || conversation == null) {
        effects.add(row(message, null));
        counts.add(() -> meters.stored(message.from().route()));
      } else {
        DecidedMessage decided = decider.decide(message, address, conversation);
        apply(decided, conversation, effects);
        counts.add(() -> meters.decided(message.from().route(), decided.decision()));
      }
    }
    effects.store(
        stores,
        known.values().stream()
            .map(Correspondence::state)
            .filter(state -> !state.equals(states.get(state.recipient())))
            .toList());
    counts.add(() -> meters.foreignTexts(effects.foreignTexts()));
    return new Processed(
        effects.hasAnswers(), effects.hasQueries(), () -> counts.forEach(Runnable::run));
  }

  private void apply(DecidedMessage decided, Correspondence conversation, BatchEffects effects) {
    CompletedMessage message = decided.message();
    InboundDecision decision = decided.decision();
    Recent first = conversation.sameText(message);
    if (decision.reason() == DecisionReason.DUPLICATE && first != null) {
      effects.repeats(first.id());
      return;
    }
    OriginCheck origin =
        decision.action() == InboundAction.CHECK_ORIGIN
            ? OriginCheck.of(decided, decided.isTest() ? List.of() : conversation.sent())
            : null;
    Exclusion exclusion =
        exclusions.of(decided, conversation, effects.exclusions(message.from().recipient()));
    boolean stayStopped =
        scopes.stayStopped(
            StatedScopes.Keyword.of(decided), effects.statements(message.from().recipient()));
    MessageAnswer answer =
        answers.answer(decided, conversation, new Findings(origin, exclusion, stayStopped));
    boolean forPerson = stayStopped || isForPerson(decided, answer, exclusion);
    effects.add(row(message, decision(decided, answer, forPerson)));
    if (forPerson) {
      effects.addForPerson(decided);
    }
    if (exclusion != null) {
      effects.addExclusion(exclusion);
    }
    effects.addSearch(decided);
    conversation.received(message);
    switch (decision.action()) {
      case OPT_OUT, OPT_IN -> effects.addStatements(decided, scopes);
      case QUERY -> {
        if (!decided.isTest()) {
          effects.addQuery(decided, decided.answerLanguage());
        }
      }
      case ANSWER_QUESTION -> conversation.asks(null);
      default -> {
        // Only the answer follows.
      }
    }
    if (origin != null && origin.foreign() != null && !decided.isTest()) {
      effects.addForeign(decided, origin.foreign());
    }
    if (answer != null) {
      answer(decided, answer, conversation, effects);
    }
  }

  private static void answer(
      DecidedMessage decided,
      MessageAnswer answer,
      Correspondence conversation,
      BatchEffects effects) {
    conversation.answered(decided.message().receivedAt(), answer.isHelp());
    if (answer.question() != null) {
      conversation.asks(answer.question());
    }
    if (answer.text() != null) {
      effects.addAnswer(AnswerEvents.of(decided, answer.text(), answer.language()));
    }
  }

  private static InboundMessageRow row(CompletedMessage message, @Nullable Decision decision) {
    return new InboundMessageRow(
        message.id(),
        message.from(),
        message.text(),
        message.received(),
        message.receivedAt(),
        decision);
  }

  private static Decision decision(
      DecidedMessage decided, @Nullable MessageAnswer answer, boolean forPerson) {
    InboundDecision decision = decided.decision();
    String linked = decision.correlation().linked();
    return new Decision(
        decided.tenant(),
        decided.language().language(),
        decision.rule().key(),
        decision.action().name(),
        decision.reason().name(),
        decision.parameters(),
        answer == null ? null : answer.kind(),
        forPerson,
        linked == null ? null : UUID.fromString(linked),
        decision.correlation().candidates().stream().map(UUID::fromString).toList());
  }

  /** The place where the inbox takes a message over. */
  private static boolean isForPerson(
      DecidedMessage decided, @Nullable MessageAnswer answer, @Nullable Exclusion exclusion) {
    InboundDecision decision = decided.decision();
    boolean unanswered =
        decision.action() == InboundAction.KNOWLEDGE
            || decision.action() == InboundAction.ANSWER_QUESTION
            || decision.action() == InboundAction.ASK_CHOICE;
    return FOR_PERSONS.contains(decision.action())
        // Another system would look up a real person.
        || (decision.action() == InboundAction.QUERY && decided.isTest())
        // It is not known about whom.
        || (decision.action() == InboundAction.WRONG_PERSON && exclusion == null)
        || "true".equals(decision.parameters().get("inbox"))
        // The entry is no answer any more.
        || (unanswered && (answer == null || answer.isHelp()));
  }
}
