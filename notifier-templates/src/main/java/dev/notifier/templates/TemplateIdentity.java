package dev.notifier.templates;

/**
 * Identifies the template variant that a text was rendered from.
 *
 * @param id such as {@code card-expiring}
 * @param version from 1
 * @param locale of the variant; differs from the recipient's after a fallback
 * @param audience of the variant: the kinds and the living areas that it is for, such as {@code
 *     WORKER,K1}; empty if it is for everyone
 */
public record TemplateIdentity(String id, int version, String locale, String audience) {
  /** A variant for everyone. */
  public TemplateIdentity(String id, int version, String locale) {
    this(id, version, locale, "");
  }
}
