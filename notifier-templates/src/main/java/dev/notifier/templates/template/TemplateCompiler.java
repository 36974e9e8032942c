package dev.notifier.templates.template;

import dev.notifier.templates.language.LanguageResult;
import dev.notifier.templates.language.TemplateLanguage;
import dev.notifier.templates.language.diagnostic.Diagnostic;
import dev.notifier.templates.language.schema.ReplyFields;
import dev.notifier.templates.language.schema.SchemaField;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compiles templates: checks their settings ({@link TemplateSourceRules}) and compiles the text of
 * each variant.
 */
public final class TemplateCompiler {
  private TemplateCompiler() {}

  /**
   * Compiles a template, or returns all its diagnostics.
   *
   * @param version from 1
   * @param data the schema of the event type's data
   */
  public static CompilationResult compile(TemplateSource source, int version, SchemaField data) {
    return compiled(source, version, ReplyFields.addTo(data));
  }

  /**
   * Compiles a template that was checked when it was saved, or whose event type is unknown: names
   * and types are only checked when it is rendered.
   */
  public static CompilationResult compileUnchecked(TemplateSource source, int version) {
    return compiled(source, version, null);
  }

  private static CompilationResult compiled(
      TemplateSource source, int version, @Nullable SchemaField data) {
    List<VariantDiagnostic> diagnostics = new ArrayList<>(TemplateSourceRules.diagnostics(source));
    List<CompiledVariant> variants = new ArrayList<>();
    if (source.variants().size() <= TemplateSourceRules.MAX_VARIANTS) {
      for (VariantSource variant : source.variants()) {
        if (data != null) {
          diagnostics.addAll(KnownNameRules.diagnostics(variant, data));
        }
        switch (compiled(variant, data)) {
          case LanguageResult.Compiled ok ->
              variants.add(
                  new CompiledVariant(
                      variant.locale(),
                      variant.audience(),
                      variant.sender(),
                      Objects.requireNonNullElse(variant.diacritics(), source.diacritics()),
                      ok.program(),
                      variant.text().contains(ReplyFields.REPLY)));
          case LanguageResult.Invalid invalid ->
              invalid.diagnostics().forEach(diagnostic -> diagnostics.add(of(variant, diagnostic)));
        }
      }
    }
    return diagnostics.isEmpty()
        ? new CompilationResult.Compiled(new CompiledTemplate(source, version, variants))
        : new CompilationResult.Invalid(diagnostics);
  }

  private static LanguageResult compiled(VariantSource variant, @Nullable SchemaField data) {
    return data == null
        ? TemplateLanguage.compileUnchecked(variant.text())
        : TemplateLanguage.compile(variant.text(), data);
  }

  private static VariantDiagnostic of(VariantSource variant, Diagnostic diagnostic) {
    return new VariantDiagnostic(
        variant.locale(), variant.audience(), VariantDiagnostic.TEXT, diagnostic);
  }
}
