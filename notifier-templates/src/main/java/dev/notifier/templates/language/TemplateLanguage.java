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
 *       chooses: {@code ==}, {@code !=}, {@code <}, {@code >}, {@code <=}, {@code >=}, all joined
 *       by {@code and} or all by {@code or}; a name alone asks whether there is a value;
 *   <li>{@code {%- -%}} and {@code {{- -}}} take the blanks beside them;
 *   <li>{@code {% comment %}…{% endcomment %}} is left out.
 * </ul>
 *
 * <p>Filters: {@code date}, {@code month}, {@code money}, {@code number}, {@code duration}, {@code
 * mask}, {@code shorten: 35}, {@code given}, {@code join: ", "}, {@code default: "…"}, {@code
 * upcase}, {@code downcase}. There are no loops, assignments and includes, and no way to Java.
 *
 * <p>Unlike Liquid: a blank text and an empty list count as missing; {@code and} and {@code or} are
 * not mixed; an unknown name or filter is a mistake; a full stop after a value that ends with one
 * is left out.
 */
public final class TemplateLanguage {
  /** Longest template, in UTF-16 units. */
  public static final int MAX_TEMPLATE_UNITS = 4_000;

  /** Longest text that a template makes: more than ten segments hold. */
  public static final int MAX_OUTPUT_UNITS = 2_000;

  /** Stands for each unit of a value but blanks in an outline; no author or caller may write it. */
  public static final char OUTLINED = '\uE000';

  private TemplateLanguage() {}

  /** Compiles a wording, or says all that is wrong with it. */
  public static LanguageResult compile(String text, SchemaField data) {
    return compiled(text, data);
  }

  /**
   * Compiles a wording that was checked when it was saved, or for which no schema is known: names
   * and types are not looked at. Values are, when it renders.
   */
  public static LanguageResult compileUnchecked(String text) {
    return compiled(text, null);
  }

  private static LanguageResult compiled(String text, @Nullable SchemaField data) {
    DiagnosticCollector diagnostics = new DiagnosticCollector(text);
    if (text.length() > MAX_TEMPLATE_UNITS) {
      diagnostics.add(
          DiagnosticCode.TOO_LARGE, 0, "shorten it to " + MAX_TEMPLATE_UNITS + " characters");
      return new LanguageResult.Invalid(diagnostics.inOrder());
    }
    lookForForbidden(text, diagnostics);
    List<Node> nodes = TemplateParser.parse(text, diagnostics);
    if (data != null && diagnostics.isEmpty()) {
      new TemplateChecker(data, diagnostics).check(nodes);
    }
    return diagnostics.isEmpty()
        ? new LanguageResult.Compiled(InstructionCompiler.compile(nodes, data))
        : new LanguageResult.Invalid(diagnostics.inOrder());
  }

  /** Line breaks and tabs are the author's; the rest would reach no phone as it was meant. */
  private static void lookForForbidden(String text, DiagnosticCollector diagnostics) {
    for (int i = 0; i < text.length(); i++) {
      int c = text.codePointAt(i);
      if (c != '\n' && c != '\t' && ValueSanitizer.isForbidden(c)) {
        diagnostics.add(
            DiagnosticCode.FORBIDDEN_CHARACTER, i, "remove the character U+%04X".formatted(c));
      }
      i += Character.charCount(c) - 1;
    }
  }
}
