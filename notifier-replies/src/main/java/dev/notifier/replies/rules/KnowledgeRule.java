package dev.notifier.replies.rules;

import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.decision.DecisionReason;
import dev.notifier.replies.decision.InboundAction;
import dev.notifier.replies.decision.KnowledgeLookup;
import java.util.Map;
import java.util.Optional;

/** Questions that the knowledge base answers. */
final class KnowledgeRule implements Rule {
  private static final int MAX_CHOICES = 3;

  private final AddressConfig config;

  KnowledgeRule(AddressConfig config) {
    this.config = config;
  }

  @Override
  public Optional<Outcome> apply(Incoming incoming) {
    KnowledgeLookup.Found found = incoming.search().search(incoming.message().text());
    if (found.entries().isEmpty()) {
      return Optional.empty();
    }
    if (found.certain()) {
      return Outcome.of(
          InboundAction.KNOWLEDGE,
          DecisionReason.KNOWLEDGE,
          Map.of("entry", found.entries().getFirst()));
    }
    return config.mayAsk()
        ? Outcome.of(
            InboundAction.ASK_CHOICE,
            DecisionReason.KNOWLEDGE_CHOICE,
            Map.of(
                "entries", String.join(",", found.entries().stream().limit(MAX_CHOICES).toList())))
        : Optional.empty();
  }
}
