package dev.notifier.api.inbox;

import dev.notifier.replies.knowledge.KnowledgeEntry;
import dev.notifier.store.inbox.Conversation;
import dev.notifier.templates.ReplyPlaceholders;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SMS answers of the knowledge base, for agents. Immutable. */
final class CannedAnswers {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{ *reply\\.([a-zA-Z]+) *}}");

  private final Map<Key, KnowledgeEntry> entries = new HashMap<>();
  private final ReplyPlaceholders placeholders;

  private record Key(String id, String language) {}

  /**
   * @param placeholders how people answer messages of an address
   */
  CannedAnswers(Collection<KnowledgeEntry> all, ReplyPlaceholders placeholders) {
    all.forEach(entry -> entries.put(new Key(entry.id(), entry.language()), entry));
    this.placeholders = placeholders;
  }

  /** Finds the answer of an entry that is valid on a day, in the language of a conversation. */
  Optional<String> find(Conversation conversation, String entry, LocalDate day) {
    KnowledgeEntry found = entries.get(new Key(entry, AgentAnswers.language(conversation)));
    return found == null || (found.validUntil() != null && day.isAfter(found.validUntil()))
        ? Optional.empty()
        : Optional.of(filled(conversation, found.smsAnswer()));
  }

  private String filled(Conversation conversation, String text) {
    Map<String, String> values = placeholders.of(conversation.address());
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
  }
}
