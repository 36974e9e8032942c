package dev.notifier.templates.template;

import dev.notifier.templates.DiacriticsPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The text for one language and audience.
 *
 * @param locale BCP 47, such as {@code vi} or {@code rad}
 * @param sender the source address of its messages; null = the route's
 * @param diacritics null = the template's
 * @param text in the template language
 */
public record VariantSource(
    String locale,
    Audience audience,
    @Nullable String sender,
    @Nullable DiacriticsPolicy diacritics,
    String text) {}
