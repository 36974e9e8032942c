package dev.notifier.templates.template;

import dev.notifier.templates.language.diagnostic.Diagnostic;

/**
 * What is wrong with a template.
 *
 * @param locale of the variant; empty when it is the template as a whole
 * @param audience of the variant
 * @param diagnostic with its place in the variant's text
 */
public record VariantDiagnostic(String locale, Audience audience, Diagnostic diagnostic) {}
