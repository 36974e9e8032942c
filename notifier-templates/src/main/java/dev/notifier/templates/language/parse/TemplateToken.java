package dev.notifier.templates.language.parse;

/**
 * A piece of a template.
 *
 * @param kind what it is
 * @param text a literal's text, trimmed where a neighbour wants it; else what stands between the
 *     brackets
 * @param at offset of the text in the template
 * @param open offset of the piece's first character
 */
record TemplateToken(Kind kind, String text, int at, int open) {
  enum Kind {
    LITERAL,
    /** Between {@code {{} and {@code }}}. */
    OUTPUT,
    /** Between {@code {%} and {@code %}}. */
    TAG
  }
}
