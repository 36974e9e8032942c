package dev.notifier.templates.template;

import dev.notifier.templates.DiacriticsPolicy;
import java.util.List;

/**
 * What operators write: the wordings of one template for all languages and audiences. The same form
 * stands in files, in the API and on Kafka.
 *
 * @param id lower-case letters, digits and hyphens, such as {@code card-expiring}
 * @param eventType whose data the variants use, such as {@code card.expiring}
 * @param diacritics for variants that do not say
 * @param maxSegments a message that needs more is not sent, 1 to 10
 * @param links what is done with links in values
 * @param variants at least one; the order does not matter
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
