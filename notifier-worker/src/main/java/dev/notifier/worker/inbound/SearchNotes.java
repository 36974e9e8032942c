package dev.notifier.worker.inbound;

import dev.notifier.replies.decision.InboundAction;
import dev.notifier.replies.knowledge.KnowledgeDecision;
import dev.notifier.replies.knowledge.KnowledgeMatch;
import dev.notifier.replies.masking.QuestionMask;
import dev.notifier.store.inbound.InboundMessageRow.From;
import dev.notifier.store.knowledge.KnowledgeNextStep;
import dev.notifier.store.knowledge.KnowledgeNextStep.Step;
import dev.notifier.store.knowledge.KnowledgeSearch;
import dev.notifier.store.knowledge.KnowledgeSearch.Decision;
import dev.notifier.worker.inbound.assembly.CompletedMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the log of searches gets about a message. */
final class SearchNotes {
  private SearchNotes() {}

  /** The search for a message; null if there was none. */
  static @Nullable KnowledgeSearch search(DecidedMessage decided) {
    KnowledgeDecision found = decided.found();
    if (found == null) {
      return null;
    }
    CompletedMessage message = decided.message();
    From from = message.from();
    List<KnowledgeMatch> matches = matches(found);
    String masked = QuestionMask.mask(message.text());
    return new KnowledgeSearch(
        message.id(),
        message.receivedAt(),
        decided.owner(),
        message.fromPhone() ? from.phone() : null,
        from.channel(),
        decided.language().language(),
        kind(found),
        matches.isEmpty() ? null : matches.getFirst().entry().id(),
        matches.isEmpty() ? 0 : matches.getFirst().score(),
        matches.size() < 2 ? 0 : matches.get(1).score(),
        masked,
        QuestionMask.group(masked));
  }

  private static List<KnowledgeMatch> matches(KnowledgeDecision found) {
    return switch (found) {
      case KnowledgeDecision.Answer answer -> List.of(answer.match());
      case KnowledgeDecision.Menu menu -> menu.matches();
      case KnowledgeDecision.None none -> none.nearest();
    };
  }

  private static Decision kind(KnowledgeDecision found) {
    return switch (found) {
      case KnowledgeDecision.Answer _ -> Decision.ANSWER;
      case KnowledgeDecision.Menu _ -> Decision.MENU;
      case KnowledgeDecision.None none -> Decision.valueOf(none.reason().name());
    };
  }

  /** What the sender did after an earlier question; null if that says nothing about the answer. */
  static @Nullable KnowledgeNextStep step(DecidedMessage decided) {
    // The log notes by itself who asks again.
    Step step = decided.found() == null ? step(decided.decision().action()) : null;
    CompletedMessage message = decided.message();
    return step == null || !message.fromPhone()
        ? null
        : new KnowledgeNextStep(message.from().phone(), message.receivedAt(), step);
  }

  private static @Nullable Step step(InboundAction action) {
    return switch (action) {
      // Thanks, for example, and what programs write.
      case IGNORE -> null;
      case ANSWER_QUESTION -> Step.CHOSE;
      case QUERY, EXPLAIN_QUERY -> Step.QUERIED;
      case CALL_BACK -> Step.CALLED;
      case OPT_OUT -> Step.OPTED_OUT;
      case OPT_IN,
          EXPLAIN_OPT_OUT,
          EXPLAIN_DO_NOT_CALL,
          CHECK_ORIGIN,
          WRONG_PERSON,
          HELP,
          KNOWLEDGE,
          ASK_CHOICE,
          INBOX ->
          Step.WROTE;
    };
  }
}
