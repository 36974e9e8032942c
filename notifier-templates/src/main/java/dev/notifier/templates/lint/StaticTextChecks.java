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

/** What can be said about a variant without data. */
final class StaticTextChecks {
  private static final Pattern COMMENT =
      Pattern.compile(
          "\\{%-?\\s*comment\\s*-?%\\}.*?\\{%-?\\s*endcomment\\s*-?%\\}", Pattern.DOTALL);
  private static final Pattern OUTPUT = Pattern.compile("\\{\\{.*?\\}\\}", Pattern.DOTALL);
  private static final Pattern TAG = Pattern.compile("\\{%.*?%\\}", Pattern.DOTALL);

  private StaticTextChecks() {}

  static List<LintWarning> warnings(VariantSource variant, LintContext context) {
    List<LintWarning> warnings = new ArrayList<>();
    String commentless = blanked(COMMENT, variant.text());
    String literal = blanked(TAG, blanked(OUTPUT, commentless));
    LegacyEncodingDetector.detect(literal)
        .ifPresent(encoding ->
            warnings.add(
                of(
                    variant,
                    LintWarningCode.LEGACY_ENCODING,
                    "",
                    LintWarning.WHOLE,
                    "looks like " + encoding.title() + " read wrongly; write it in UTF-8")));
    TypographicSubstitutions.swap(
        literal,
        TypographicSubstitutions.Form.GSM7,
        (index, sign, by) ->
            warnings.add(
                of(
                    variant,
                    LintWarningCode.SUBSTITUTED_CHARACTER,
                    "",
                    index,
                    "U+%04X goes as \"%s\" where it would make the message UCS-2"
                        .formatted((int) sign, by))));
    countParameters(variant, commentless, context, warnings);
    return warnings;
  }

  /** Each place where a value is written counts, those of other branches too. */
  private static void countParameters(
      VariantSource variant, String text, LintContext context, List<LintWarning> warnings) {
    int parameters = (int) OUTPUT.matcher(text).results().count();
    new TreeMap<>(context.maxParameters())
        .forEach((carrier, max) -> {
          if (parameters > max) {
            warnings.add(
                of(
                    variant,
                    LintWarningCode.TOO_MANY_PARAMETERS,
                    carrier,
                    LintWarning.WHOLE,
                    "writes %d values, %s registers at most %d; join some in the event"
                        .formatted(parameters, carrier, max)));
          }
        });
  }

  /** The same length, so that places stay what they are. */
  private static String blanked(Pattern pattern, String text) {
    return pattern.matcher(text).replaceAll(StaticTextChecks::blanks);
  }

  private static String blanks(MatchResult match) {
    return Matcher.quoteReplacement(" ".repeat(match.end() - match.start()));
  }

  private static LintWarning of(
      VariantSource variant, LintWarningCode code, String route, int index, String detail) {
    return new LintWarning(code, variant.locale(), variant.audience(), null, route, index, detail);
  }
}
