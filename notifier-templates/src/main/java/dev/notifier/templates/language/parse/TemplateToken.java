package dev.notifier.templates.language.parse;

/**
 * A token of a template.
 *
 * @param kind what it is
 * @param text of a literal, trimmed where an adjacent tag requires it; otherwise the content
 *     between the delimiters
 * @param offset of the text in the template
 * @param start offset of the first character of the token
 */
record TemplateToken(Kind kind, String text, int offset, int start) {
  enum Kind {
    LITERAL,
    /** Between {@code {{} and {@code }}}. */
    OUTPUT,
    /** Between {@code {%} and {@code %}}. */
    TAG
  }
}
