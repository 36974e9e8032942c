package dev.notifier.api.inbox;

import dev.notifier.contracts.knowledge.KnowledgeContent;
import dev.notifier.contracts.knowledge.KnowledgeVariant;
import dev.notifier.store.inbox.Conversation;
import dev.notifier.store.knowledge.KnowledgeName;
import dev.notifier.store.knowledge.KnowledgeQueries;
import dev.notifier.store.knowledge.StoredKnowledge;
import dev.notifier.templates.ReplyPlaceholders;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The published SMS answers of the knowledge base, for agents. Thread-safe. */
final class CannedAnswers {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{ *reply\\.([a-zA-Z]+) *}}");

  private final KnowledgeQueries knowledge;
  private final ReplyPlaceholders placeholders;

  /**
   * @param placeholders how people answer messages of an address
   */
  CannedAnswers(KnowledgeQueries knowledge, ReplyPlaceholders placeholders) {
    this.knowledge = knowledge;
    this.placeholders = placeholders;
  }

  /**
   * Finds the answer of an entry that is valid on a day, in the language of a conversation. A
   * published entry of the caller's tenant is used in place of one that it inherits.
   */
  Optional<String> find(Conversation conversation, String entry, LocalDate day) {
    KnowledgeName name = new KnowledgeName(conversation.tenant(), entry);
    return knowledge
        .own(name)
        .filter(own -> own.content() != null)
        .or(() -> knowledge.inherited(name))
        .map(StoredKnowledge::content)
        .filter(content -> isValidOn(content, day))
        .flatMap(content -> content.variant(AgentAnswers.language(conversation)))
        .map(KnowledgeVariant::sms)
        .map(text -> filled(conversation, text));
  }

  private static boolean isValidOn(KnowledgeContent content, LocalDate day) {
    return content.validUntil() == null || !day.isAfter(content.validUntil());
  }

  private String filled(Conversation conversation, String text) {
    Map<String, String> values = placeholders.of(conversation.address());
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
  }
}
