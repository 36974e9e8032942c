package dev.notifier.templates.lint;

import dev.notifier.templates.template.VariantSource;
import dev.notifier.templates.vietnamese.LegacyEncodingDetector;
import dev.notifier.templates.vietnamese.TypographicSubstitutions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the text of a variant without data. */
final class StaticTextChecks {
  private static final Pattern COMMENT =
      Pattern.compile(
          "\\{%-?\\s*comment\\s*-?%\\}.*?\\{%-?\\s*endcomment\\s*-?%\\}", Pattern.DOTALL);
  private static final Pattern OUTPUT = Pattern.compile("\\{\\{.*?\\}\\}", Pattern.DOTALL);
  private static final Pattern TAG = Pattern.compile("\\{%.*?%\\}", Pattern.DOTALL);

  private StaticTextChecks() {}

  static List<LintWarning> warnings(VariantSource variant, LintContext context) {
    List<LintWarning> warnings = new ArrayList<>();
    String withoutComments = blankOut(COMMENT, variant.text());
    String literal = blankOut(TAG, blankOut(OUTPUT, withoutComments));
    LegacyEncodingDetector.detect(literal)
        .ifPresent(encoding ->
            warnings.add(
                warning(
                    variant,
                    LintWarningCode.LEGACY_ENCODING,
                    "",
                    LintWarning.WHOLE,
                    "the text is garbled, it looks like "
                        + encoding.title()
                        + "; write it in UTF-8")));
    TypographicSubstitutions.apply(
        literal,
        TypographicSubstitutions.Form.GSM7,
        (index, character, replacement) ->
            warnings.add(
                warning(
                    variant,
                    LintWarningCode.SUBSTITUTED_CHARACTER,
                    "",
                    index,
                    "U+%04X is sent as \"%s\" if it would make the message UCS-2"
                        .formatted((int) character, replacement))));
    countParameters(variant, withoutComments, context, warnings);
    return warnings;
  }

  /** Counts each output of a value, including those in other branches. */
  private static void countParameters(
      VariantSource variant, String text, LintContext context, List<LintWarning> warnings) {
    int parameters = (int) OUTPUT.matcher(text).results().count();
    new TreeMap<>(context.maxParameters())
        .forEach((carrier, max) -> {
          if (parameters > max) {
            warnings.add(
                warning(
                    variant,
                    LintWarningCode.TOO_MANY_PARAMETERS,
                    carrier,
                    LintWarning.WHOLE,
                    "the text has %d values, but %s registers at most %d; combine some in the event"
                        .formatted(parameters, carrier, max)));
          }
        });
  }

  /** Replaces matches by blanks of the same length, so that positions stay the same. */
  private static String blankOut(Pattern pattern, String text) {
    return pattern.matcher(text).replaceAll(StaticTextChecks::blanks);
  }

  private static String blanks(MatchResult match) {
    return Matcher.quoteReplacement(" ".repeat(match.end() - match.start()));
  }

  private static LintWarning warning(
      VariantSource variant, LintWarningCode code, String route, int index, String detail) {
    return new LintWarning(code, variant.locale(), variant.audience(), null, route, index, detail);
  }
}
