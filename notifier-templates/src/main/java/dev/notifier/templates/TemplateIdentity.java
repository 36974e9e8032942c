package dev.notifier.templates;

/**
 * Which wording a text was made from.
 *
 * @param id such as {@code card-expiring}
 * @param version from 1
 * @param locale of the wording, which may differ from the recipient's where it fell back
 */
public record TemplateIdentity(String id, int version, String locale) {}
