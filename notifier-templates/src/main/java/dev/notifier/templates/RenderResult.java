package dev.notifier.templates;

/** A text, or the reason why there is none. */
public sealed interface RenderResult {
  /**
   * A text, ready to be cut into segments.
   *
   * @param text the final text, in NFC
   * @param template what it was made from
   * @param diacritics what was done to its marks
   */
  record Rendered(String text, TemplateRef template, DiacriticsPolicy diacritics)
      implements RenderResult {
    /** Without the text: it is personal. */
    @Override
    public String toString() {
      return "Rendered[" + template + ", " + diacritics + "]";
    }
  }

  /**
   * No text.
   *
   * @param error the kind of mistake
   * @param field a path in the event's data, such as {@code recipient.fullName}, or empty
   * @param detail what to do about it; never holds a value
   */
  record NotRendered(TextError error, String field, String detail) implements RenderResult {}
}
