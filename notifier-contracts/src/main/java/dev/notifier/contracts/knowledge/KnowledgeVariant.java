package dev.notifier.contracts.knowledge;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * An entry of the knowledge base in one language.
 *
 * @param language its tag, such as {@code vi}
 * @param title for menus
 * @param questions how people ask
 * @param sms the answer by SMS, as the text of a template
 * @param longAnswer for portals, chatbots and agents
 */
public record KnowledgeVariant(
    String language,
    String title,
    List<String> questions,
    String sms,
    @JsonProperty("long") String longAnswer) {}
