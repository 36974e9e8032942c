package dev.notifier.templates.lint;

import dev.notifier.templates.sms.Ucs2Character;
import dev.notifier.templates.template.Audience;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A warning for the author of a template.
 *
 * @param locale of the variant
 * @param audience of the variant
 * @param sample that shows it; null = it concerns the template's own text
 * @param route the route or carrier concerned; empty = any
 * @param index the position, in UTF-16 units from 0, in the sample's text as sent or in the
 *     template's own text; -1 = the whole text
 * @param detail what it is and what to do
 * @param characters the characters that it is about, at positions in the sample's text; empty if it
 *     is about something else
 */
public record LintWarning(
    LintWarningCode code,
    String locale,
    Audience audience,
    SampleData.@Nullable Kind sample,
    String route,
    int index,
    String detail,
    List<Ucs2Character> characters) {
  static final int WHOLE = -1;

  public LintWarning {
    characters = List.copyOf(characters);
  }

  /** A warning about the template, and none of its texts. */
  public static LintWarning ofTemplate(LintWarningCode code, String detail) {
    return new LintWarning(code, "", Audience.EVERYBODY, null, "", WHOLE, detail, List.of());
  }
}
