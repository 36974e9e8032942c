package dev.notifier.contracts;

/**
 * The template version and locale that a text was rendered from. Versions never change.
 *
 * @param id the full name, as {@link dev.notifier.contracts.tenants.TemplateName}
 */
public record TemplateRef(String id, int version, String locale) {}
