package dev.notifier.worker.inbound;

import dev.notifier.replies.decision.KnowledgeLookup.Found;
import dev.notifier.replies.knowledge.AnswerThresholds;
import dev.notifier.replies.knowledge.KnowledgeDecision;
import dev.notifier.replies.knowledge.KnowledgeEntry;
import dev.notifier.replies.knowledge.KnowledgeIndex;
import dev.notifier.replies.language.DetectedLanguage;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A knowledge base of fixed entries, the same for all tenants. Immutable. */
public final class KnowledgeEntries implements InboundKnowledge {
  private static final Found NOTHING = new Found(List.of(), false);

  private final KnowledgeIndex index;
  private final Map<Key, KnowledgeEntry> entries = new HashMap<>();

  /** An entry in a language. */
  private record Key(String id, String language) {}

  public KnowledgeEntries(Collection<KnowledgeEntry> all) {
    index = KnowledgeIndex.of(all);
    all.forEach(entry -> entries.put(new Key(entry.id(), entry.language()), entry));
  }

  @Override
  public Found search(
      String tenant, DetectedLanguage language, String text, LocalDate today, boolean menus) {
    return switch (index.decide(language, text, today, AnswerThresholds.DEFAULT, menus)) {
      case KnowledgeDecision.Answer answer -> new Found(List.of(answer.match().entry().id()), true);
      case KnowledgeDecision.Menu menu ->
          new Found(menu.matches().stream().map(match -> match.entry().id()).toList(), false);
      case KnowledgeDecision.None _ -> NOTHING;
    };
  }

  @Override
  public @Nullable Answer answer(String tenant, String entry, String language, LocalDate today) {
    KnowledgeEntry found = entries.get(new Key(entry, language));
    return found == null || (found.validUntil() != null && today.isAfter(found.validUntil()))
        ? null
        : new Answer(found.title(), found.smsAnswer());
  }
}
