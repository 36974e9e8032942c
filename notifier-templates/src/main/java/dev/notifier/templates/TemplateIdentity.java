package dev.notifier.templates;

/**
 * Identifies the template variant that a text was rendered from.
 *
 * @param id such as {@code card-expiring}
 * @param version from 1
 * @param locale of the variant; differs from the recipient's after a fallback
 */
public record TemplateIdentity(String id, int version, String locale) {}
