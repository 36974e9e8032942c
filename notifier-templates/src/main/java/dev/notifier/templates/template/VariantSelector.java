package dev.notifier.templates.template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Selects the variants for a recipient, the best first: those in the recipient's locale, then in
 * its language ({@code en} for {@code en-GB}), then in Vietnamese. Within a locale, variants for
 * the recipient's kind and living area come first, then those for one of them (kind before area),
 * then those for everyone; of two equal ones, the one for the smaller audience. A recipient who
 * falls back to Vietnamese from a language other than English gets the simple variant first, which
 * is for areas with poor services and keeps its diacritics: Vietnamese with diacritics is easier
 * for second-language readers. Immutable.
 */
final class VariantSelector {
  private static final String VIETNAMESE = "vi";
  private static final String ENGLISH = "en";

  private static final Comparator<CompiledVariant> MOST_SPECIFIC_FIRST =
      Comparator.<CompiledVariant>comparingInt(VariantSelector::generality)
          .thenComparingInt(each -> each.audience().kinds().size())
          .thenComparingInt(each -> each.audience().livingAreas().size())
          // Independent of the order in which they were written.
          .thenComparing(
              each -> String.join(" ", each.audience().kinds().stream().sorted().toList()))
          .thenComparing(
              each -> String.join(" ", each.audience().livingAreas().stream().sorted().toList()));

  private final List<CompiledVariant> variants;

  VariantSelector(List<CompiledVariant> variants) {
    this.variants = variants.stream().sorted(MOST_SPECIFIC_FIRST).toList();
  }

  private static int generality(CompiledVariant variant) {
    return (variant.audience().kinds().isEmpty() ? 2 : 0)
        + (variant.audience().livingAreas().isEmpty() ? 1 : 0);
  }

  /**
   * Returns the variants to try, each once; empty if none is for this recipient.
   *
   * @param locale the recipient's, in upper or lower case
   * @param kind the recipient's, if there is one
   * @param livingArea the recipient's, if there is one
   */
  List<CompiledVariant> select(String locale, @Nullable Object kind, @Nullable Object livingArea) {
    String language = languageOf(locale);
    Set<CompiledVariant> selected = new LinkedHashSet<>();
    addMatching(selected, locale, kind, livingArea);
    addMatching(selected, language, kind, livingArea);
    if (!language.equals(VIETNAMESE) && !language.equals(ENGLISH)) {
      for (CompiledVariant variant : variants) {
        if (variant.locale().equals(VIETNAMESE) && variant.isSimple() && variant.isForKind(kind)) {
          selected.add(variant);
        }
      }
    }
    addMatching(selected, VIETNAMESE, kind, livingArea);
    return new ArrayList<>(selected);
  }

  private void addMatching(
      Set<CompiledVariant> selected,
      String locale,
      @Nullable Object kind,
      @Nullable Object livingArea) {
    for (CompiledVariant variant : variants) {
      if (variant.locale().equalsIgnoreCase(locale) && variant.isFor(kind, livingArea)) {
        selected.add(variant);
      }
    }
  }

  private static String languageOf(String locale) {
    int end = locale.indexOf('-');
    return (end < 0 ? locale : locale.substring(0, end)).toLowerCase(Locale.ROOT);
  }
}
