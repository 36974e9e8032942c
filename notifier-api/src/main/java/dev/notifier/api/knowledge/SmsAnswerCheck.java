package dev.notifier.api.knowledge;

import dev.notifier.templates.language.LanguageResult;
import dev.notifier.templates.language.TemplateLanguage;
import dev.notifier.templates.language.program.ProgramResult;
import dev.notifier.templates.language.schema.FieldKind;
import dev.notifier.templates.language.schema.SchemaField;
import dev.notifier.templates.link.LinkScanner;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.SegmentedText;
import dev.notifier.templates.sms.Segmenter;
import dev.notifier.templates.vietnamese.Diacritics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks the SMS answer of an entry: it is a template with the values of {@code reply}, takes at
 * most two segments as it is sent, and has no link but those of the government. Stateless.
 */
final class SmsAnswerCheck {
  static final int MAX_SEGMENTS = 2;

  private static final Map<String, Object> SAMPLE =
      Map.of("reply", Map.of("address", "8079", "optOut", "BH TC gửi 8079"));

  private static final SchemaField DATA =
      object(Map.of("reply", object(Map.of("address", text(), "optOut", text()))));

  /** Languages that are written without other letters than those of GSM 7 bit, once stripped. */
  private static final Set<String> PLAIN = Set.of("vi", "en", "tyz", "nut", "hmn");

  private static final Pattern GOVERNMENT =
      Pattern.compile(
          "\\(?(https?://)?([a-z0-9-]+\\.)+gov\\.vn(/\\S*)?[.,;)]*", Pattern.CASE_INSENSITIVE);

  private SmsAnswerCheck() {}

  private static SchemaField object(Map<String, SchemaField> fields) {
    return new SchemaField(FieldKind.OBJECT, true, 0, List.of(), fields, null);
  }

  private static SchemaField text() {
    return new SchemaField(FieldKind.TEXT, true, 40, List.of(), Map.of(), null);
  }

  /** Returns what is wrong and what to do, as sentences; empty if nothing is. */
  static Optional<String> problem(String language, String sms) {
    return switch (TemplateLanguage.compile(sms, DATA)) {
      case LanguageResult.Invalid(var diagnostics) ->
          Optional.of(
              "line "
                  + diagnostics.getFirst().line()
                  + ", column "
                  + diagnostics.getFirst().column()
                  + ": "
                  + diagnostics.getFirst().detail()
                  + ".");
      case LanguageResult.Compiled(var program) ->
          switch (program.render(SAMPLE, language)) {
            case ProgramResult.Problem problem -> Optional.of(problem.detail() + ".");
            case ProgramResult.Text(String text) -> problemOfText(language, text);
          };
    };
  }

  private static Optional<String> problemOfText(String language, String text) {
    for (String word : text.split("\\s+", -1)) {
      if (LinkScanner.containsLink(word) && !GOVERNMENT.matcher(word).matches()) {
        return Optional.of(
            "The SMS answer has a link that is not of gov.vn. Remove it: people learn not to follow"
                + " others.");
      }
    }
    String sent = Diacritics.strip(text);
    if (!(new Segmenter(MAX_SEGMENTS).segment(sent) instanceof SegmentedText segments)) {
      return Optional.of("The SMS answer takes more than two segments. Shorten it.");
    }
    return segments.encoding() != Encoding.GSM7 && PLAIN.contains(language)
        ? Optional.of(
            "The SMS answer has a character that is not in the GSM alphabet, so a segment has only 70"
                + " characters. Replace it.")
        : Optional.empty();
  }
}
