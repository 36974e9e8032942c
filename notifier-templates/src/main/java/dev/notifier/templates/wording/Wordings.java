package dev.notifier.templates.wording;

import dev.notifier.templates.language.Compilation;
import dev.notifier.templates.language.Field;
import dev.notifier.templates.language.Language;
import dev.notifier.templates.language.Mistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compiles templates: their rules ({@link SourceRules}), and the text of each variant. */
public final class Wordings {
  private Wordings() {}

  /**
   * Compiles a template, or says all that is wrong with it.
   *
   * @param version from 1
   * @param data what an event of its type may hold
   */
  public static WordingCompilation compile(TemplateSource source, int version, Field data) {
    return compiled(source, version, data);
  }

  /**
   * Compiles a template that was checked when it was saved, or whose event type is not known: names
   * and types are not looked at until it renders.
   */
  public static WordingCompilation compileUnchecked(TemplateSource source, int version) {
    return compiled(source, version, null);
  }

  private static WordingCompilation compiled(
      TemplateSource source, int version, @Nullable Field data) {
    List<VariantMistake> mistakes = new ArrayList<>(SourceRules.mistakes(source));
    List<Variant> variants = new ArrayList<>();
    if (source.variants().size() <= SourceRules.MAX_VARIANTS) {
      for (VariantSource variant : source.variants()) {
        switch (compiled(variant, data)) {
          case Compilation.Compiled ok ->
              variants.add(
                  new Variant(
                      variant.locale(),
                      variant.audience(),
                      variant.sender(),
                      Objects.requireNonNullElse(variant.diacritics(), source.diacritics()),
                      ok.program()));
          case Compilation.Refused refused ->
              refused.mistakes().forEach(mistake -> mistakes.add(of(variant, mistake)));
        }
      }
    }
    return mistakes.isEmpty()
        ? new WordingCompilation.Compiled(new Wording(source, version, variants))
        : new WordingCompilation.Refused(mistakes);
  }

  private static Compilation compiled(VariantSource variant, @Nullable Field data) {
    return data == null
        ? Language.compileUnchecked(variant.text())
        : Language.compile(variant.text(), data);
  }

  private static VariantMistake of(VariantSource variant, Mistake mistake) {
    return new VariantMistake(variant.locale(), variant.audience(), mistake);
  }
}
