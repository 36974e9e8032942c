package dev.notifier.templates;

import dev.notifier.templates.sms.SegmentedText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text, or the reason why there is none. */
public sealed interface RenderResult {
  /**
   * A text as it goes on the wire.
   *
   * @param text the final text, in NFC
   * @param template what it was made from
   * @param diacritics what was done to its marks: KEEP or STRIP, never AUTO
   * @param segmentedText the text, cut as the request's carrier wants it
   * @param sender the source address that the wording wants; null = the route's
   * @param substitutions characters of the rendered text that go as others, in order; nearly always
   *     empty
   */
  record Rendered(
      String text,
      TemplateIdentity template,
      DiacriticsPolicy diacritics,
      SegmentedText segmentedText,
      @Nullable String sender,
      List<Substitution> substitutions)
      implements RenderResult {
    public Rendered {
      substitutions = List.copyOf(substitutions);
    }

    /** Without the text: it is personal. */
    @Override
    public String toString() {
      return "Rendered[" + template + ", " + diacritics + ", " + segmentedText + "]";
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
