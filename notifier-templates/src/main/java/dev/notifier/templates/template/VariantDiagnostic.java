package dev.notifier.templates.template;

import dev.notifier.templates.language.diagnostic.Diagnostic;

/**
 * A diagnostic with the variant that it is about.
 *
 * @param locale empty if it is about the template itself
 * @param key the key of the variant or, without a locale, of the template, with slashes as in a
 *     JSON Pointer; empty = the whole template
 * @param diagnostic its line and column refer to the value of the key
 */
public record VariantDiagnostic(
    String locale, Audience audience, String key, Diagnostic diagnostic) {
  public static final String TEXT = "text";
  static final String LOCALE = "locale";
  public static final String SENDER = "sender";
  static final String AUDIENCE = "audience";
  static final String KINDS = "audience/kinds";
  static final String LIVING_AREAS = "audience/livingAreas";

  /** A diagnostic about the template itself. */
  public static VariantDiagnostic ofTemplate(String key, Diagnostic diagnostic) {
    return new VariantDiagnostic("", Audience.EVERYBODY, key, diagnostic);
  }
}
