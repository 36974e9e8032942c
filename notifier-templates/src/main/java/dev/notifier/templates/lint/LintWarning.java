package dev.notifier.templates.lint;

import dev.notifier.templates.template.Audience;
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
