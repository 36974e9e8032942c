package dev.notifier.templates.template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which variants a recipient gets, the best first: those in the recipient's locale, then in its
 * language ({@code en} for {@code en-GB}), then in Vietnamese. Within a locale those for the
 * recipient's kind and living area come first, then those for one of them (kind before area), then
 * those for everybody; of two that are left, the one for fewer. Who falls back to Vietnamese from
 * another language than English gets the simple one first, which is for hard areas and keeps its
 * marks: marked Vietnamese is easier for those who speak it as a second language. Immutable.
 */
final class VariantSelector {
  private static final String VIETNAMESE = "vi";
  private static final String ENGLISH = "en";

  private static final Comparator<CompiledVariant> MOST_SPECIFIC_FIRST =
      Comparator.<CompiledVariant>comparingInt(VariantSelector::generality)
          .thenComparingInt(each -> each.audience().kinds().size())
          .thenComparingInt(each -> each.audience().livingAreas().size())
          // Whatever order they were written in.
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
   * The variants to try, without repetitions; empty if none is for this recipient.
   *
   * @param locale the recipient's, in any case
   * @param kind the recipient's, if there is one
   * @param livingArea the recipient's, if there is one
   */
  List<CompiledVariant> of(String locale, @Nullable Object kind, @Nullable Object livingArea) {
    String language = languageOf(locale);
    Set<CompiledVariant> chain = new LinkedHashSet<>();
    addMatching(chain, locale, kind, livingArea);
    addMatching(chain, language, kind, livingArea);
    if (!language.equals(VIETNAMESE) && !language.equals(ENGLISH)) {
      for (CompiledVariant variant : variants) {
        if (variant.locale().equals(VIETNAMESE) && variant.isSimple() && variant.isForKind(kind)) {
          chain.add(variant);
        }
      }
    }
    addMatching(chain, VIETNAMESE, kind, livingArea);
    return new ArrayList<>(chain);
  }

  private void addMatching(
      Set<CompiledVariant> chain,
      String locale,
      @Nullable Object kind,
      @Nullable Object livingArea) {
    for (CompiledVariant variant : variants) {
      if (variant.locale().equalsIgnoreCase(locale) && variant.isFor(kind, livingArea)) {
        chain.add(variant);
      }
    }
  }

  private static String languageOf(String locale) {
    int end = locale.indexOf('-');
    return (end < 0 ? locale : locale.substring(0, end)).toLowerCase(Locale.ROOT);
  }
}
