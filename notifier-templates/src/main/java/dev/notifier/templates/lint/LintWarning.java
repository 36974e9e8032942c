package dev.notifier.templates.lint;

import dev.notifier.templates.template.Audience;
import org.jspecify.annotations.Nullable;

/**
 * Something an author should look at.
 *
 * @param locale of the variant
 * @param audience of the variant
 * @param sample that shows it; null = the template's own text does
 * @param route or carrier that it is about; empty = any
 * @param index where, in UTF-16 units from 0, in the sample's text on the wire or in the template's
 *     own; -1 = the whole
 * @param detail what it is and what to do
 */
public record LintWarning(
    LintWarningCode code,
    String locale,
    Audience audience,
    SampleData.@Nullable Kind sample,
    String route,
    int index,
    String detail) {
  static final int WHOLE = -1;
}
