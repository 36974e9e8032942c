package dev.notifier.templates.template;

import dev.notifier.templates.DiacriticsPolicy;
import java.util.List;

/**
 * A template as operators write it: the variants for all languages and audiences. Files, the API
 * and Kafka have the same form.
 *
 * @param id lower-case letters, digits and hyphens, such as {@code card-expiring}
 * @param eventType the event type whose data the variants use, such as {@code card.expiring}
 * @param diacritics for variants without their own setting
 * @param maxSegments a message that needs more is not sent, 1 to 10
 * @param links what happens to links in values
 * @param variants at least one; their order is not significant
 */
public record TemplateSource(
    String id,
    String eventType,
    DiacriticsPolicy diacritics,
    int maxSegments,
    ValueLinkPolicy links,
    List<VariantSource> variants) {
  public TemplateSource {
    variants = List.copyOf(variants);
  }
}
