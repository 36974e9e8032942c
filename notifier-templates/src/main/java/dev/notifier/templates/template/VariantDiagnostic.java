package dev.notifier.templates.template;

import dev.notifier.templates.language.diagnostic.Diagnostic;

/**
 * A diagnostic of a template.
 *
 * @param locale of the variant; empty for the template as a whole
 * @param audience of the variant
 * @param diagnostic with its position in the variant's text
 */
public record VariantDiagnostic(String locale, Audience audience, Diagnostic diagnostic) {}
