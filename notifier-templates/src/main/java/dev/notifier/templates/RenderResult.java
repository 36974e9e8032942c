package dev.notifier.templates;

import dev.notifier.templates.sms.SegmentedText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rendered text, or the reason why there is none. */
public sealed interface RenderResult {
  /**
   * A text as it is sent.
   *
   * @param text the final text, in NFC
   * @param template the template variant that it was rendered from
   * @param diacritics KEEP or STRIP, never AUTO
   * @param segmentedText the text, split as the request's carrier requires
   * @param sender the source address that the variant sets; null = the route's
   * @param substitutions the characters of the rendered text that were replaced, in order; nearly
   *     always empty
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

    /** Omits the text, which is personal. */
    @Override
    public String toString() {
      return "Rendered[" + template + ", " + diacritics + ", " + segmentedText + "]";
    }
  }

  /**
   * There is no text.
   *
   * @param error the kind of error
   * @param field a path in the event's data, such as {@code recipient.fullName}, or empty
   * @param detail what to do about it; never contains a value
   * @param fault what must be changed
   */
  record NotRendered(TextError error, String field, String detail, Fault fault)
      implements RenderResult {
    /** The values of the event must be changed. */
    public NotRendered(TextError error, String field, String detail) {
      this(error, field, detail, Fault.VALUES);
    }

    /** The template must be changed. */
    public NotRendered ofTemplate(String advice) {
      return new NotRendered(error, field, advice, Fault.TEMPLATE);
    }
  }

  /** What must be changed so that there is a text. */
  enum Fault {
    /** The values of the event. */
    VALUES,
    /** The template: for this recipient there is no text, whatever the values are. */
    TEMPLATE
  }
}
