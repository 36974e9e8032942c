package dev.notifier.templates.language;

import dev.notifier.templates.language.check.TemplateChecker;
import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import dev.notifier.templates.language.diagnostic.DiagnosticCollector;
import dev.notifier.templates.language.parse.Node;
import dev.notifier.templates.language.parse.TemplateParser;
import dev.notifier.templates.language.program.InstructionCompiler;
import dev.notifier.templates.language.program.ValueSanitizer;
import dev.notifier.templates.language.schema.SchemaField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The template language, a subset of Liquid:
 *
 * <ul>
 *   <li>{@code {{ recipient.fullName | shorten: 35 | default: "…" }}} writes a value;
 *   <li>{@code {% if outcome == "REFUSED" and reason %}…{% elsif … %}…{% else %}…{% endif %}}
 *       selects a text: {@code ==}, {@code !=}, {@code <}, {@code >}, {@code <=}, {@code >=},
 *       joined either all by {@code and} or all by {@code or}; a name alone is true if there is a
 *       value;
 *   <li>{@code {%- -%}} and {@code {{- -}}} also remove the whitespace next to them;
 *   <li>{@code {% comment %}…{% endcomment %}} is omitted.
 * </ul>
 *
 * <p>Filters: {@code date}, {@code month}, {@code money}, {@code number}, {@code duration}, {@code
 * mask}, {@code shorten: 35}, {@code given}, {@code join: ", "}, {@code default: "…"}, {@code
 * upcase}, {@code downcase}. There are no loops, assignments or includes, and no access to Java.
 *
 * <p>Unlike in Liquid, a blank text and an empty list count as missing; {@code and} and {@code or}
 * cannot be mixed; an unknown name or filter is an error; a full stop after a value that ends with
 * one is omitted.
 */
public final class TemplateLanguage {
  /** The longest text of a variant, in UTF-16 units. */
  public static final int MAX_TEMPLATE_UNITS = 4_000;

  private TemplateLanguage() {}

  /** Compiles the text of a variant, or returns all its diagnostics. */
  public static LanguageResult compile(String text, SchemaField data) {
    return compileText(text, data);
  }

  /**
   * Compiles a text that was checked when it was saved, or whose schema is unknown: names and types
   * are not checked. Values are still checked when it is rendered.
   */
  public static LanguageResult compileUnchecked(String text) {
    return compileText(text, null);
  }

  private static LanguageResult compileText(String text, @Nullable SchemaField data) {
    DiagnosticCollector diagnostics = new DiagnosticCollector(text);
    if (text.length() > MAX_TEMPLATE_UNITS) {
      diagnostics.add(
          DiagnosticCode.TOO_LARGE, 0, "shorten it to " + MAX_TEMPLATE_UNITS + " characters");
      return new LanguageResult.Invalid(diagnostics.sorted());
    }
    reportForbiddenCharacters(text, diagnostics);
    List<Node> nodes = TemplateParser.parse(text, diagnostics);
    if (data != null && diagnostics.isEmpty()) {
      new TemplateChecker(data, diagnostics).check(nodes);
    }
    return diagnostics.isEmpty()
        ? new LanguageResult.Compiled(InstructionCompiler.compile(nodes, data))
        : new LanguageResult.Invalid(diagnostics.sorted());
  }

  /**
   * Line breaks and tabs are allowed in templates; phones show the other control characters
   * wrongly.
   */
  private static void reportForbiddenCharacters(String text, DiagnosticCollector diagnostics) {
    for (int i = 0; i < text.length(); i++) {
      int c = text.codePointAt(i);
      if (c != '\n' && c != '\t' && ValueSanitizer.isForbiddenInTemplates(c)) {
        diagnostics.add(DiagnosticCode.FORBIDDEN_CHARACTER, i, ForbiddenCharacter.advice(c));
      }
      i += Character.charCount(c) - 1;
    }
  }
}
