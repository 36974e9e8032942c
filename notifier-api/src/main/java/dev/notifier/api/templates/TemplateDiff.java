package dev.notifier.api.templates;

import dev.notifier.api.http.VersionParameter;
import dev.notifier.contracts.tenants.TemplateName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares two versions of a template, variant by variant. Thread-safe. */
final class TemplateDiff {
  private static final String DRAFT = "draft";
  private static final String VARIANTS = "variants";
  private static final String LOCALE = "locale";
  private static final String AUDIENCE = "audience";
  private static final String TEXT = "text";

  private final TemplateService service;

  TemplateDiff(TemplateService service) {
    this.service = service;
  }

  /**
   * The differences between two versions.
   *
   * @param settings changed settings of the template itself
   * @param variants the variants that differ
   */
  record Document(
      String id, String from, String to, List<Setting> settings, List<Variant> variants) {}

  /** A changed setting; null = not set. */
  record Setting(String name, @Nullable Object from, @Nullable Object to) {}

  /**
   * A changed variant.
   *
   * @param change one of "added", "removed" and "changed"
   * @param settings changed settings of the variant; empty for an added or removed variant
   * @param text the difference in one line, with {@code [-removed-]} and {@code {+added+}}
   * @param words the difference in pieces
   */
  record Variant(
      String locale,
      Object audience,
      String change,
      List<Setting> settings,
      String text,
      List<WordDiff.Piece> words) {}

  /**
   * Compares two versions.
   *
   * @param from a version number or {@code draft}
   * @param to a version number or {@code draft}
   */
  Document compare(TemplateName id, String from, String to) {
    Map<String, Object> before = source(id, from);
    Map<String, Object> after = source(id, to);
    return new Document(
        id.id(), from, to, settings(before, after, Set.of(VARIANTS)), variants(before, after));
  }

  private Map<String, Object> source(TemplateName id, String version) {
    return version.equals(DRAFT)
        ? service.draft(id).source()
        : service.version(id, VersionParameter.parse(version)).source();
  }

  private static List<Variant> variants(Map<String, Object> before, Map<String, Object> after) {
    Map<Object, Map<?, ?>> oldVariants = bySelector(before);
    Map<Object, Map<?, ?>> newVariants = bySelector(after);
    Set<Object> selectors = new LinkedHashSet<>(oldVariants.keySet());
    selectors.addAll(newVariants.keySet());
    WordDiff.Budget budget = new WordDiff.Budget();
    List<Variant> changed = new ArrayList<>();
    for (Object selector : selectors) {
      Map<?, ?> from = oldVariants.getOrDefault(selector, Map.of());
      Map<?, ?> to = newVariants.getOrDefault(selector, Map.of());
      if (!from.equals(to)) {
        changed.add(variant(from, to, budget));
      }
    }
    return changed;
  }

  private static Variant variant(Map<?, ?> from, Map<?, ?> to, WordDiff.Budget budget) {
    Map<?, ?> existing = to.isEmpty() ? from : to;
    List<WordDiff.Piece> words = WordDiff.of(text(from), text(to), budget);
    return new Variant(
        String.valueOf(existing.get(LOCALE)),
        audience(existing),
        from.isEmpty() ? "added" : to.isEmpty() ? "removed" : "changed",
        from.isEmpty() || to.isEmpty()
            ? List.of()
            : settings(from, to, Set.of(TEXT, LOCALE, AUDIENCE)),
        WordDiff.inline(words),
        words);
  }

  private static List<Setting> settings(Map<?, ?> from, Map<?, ?> to, Set<String> excluded) {
    Set<Object> names = new LinkedHashSet<>(from.keySet());
    names.addAll(to.keySet());
    names.removeAll(excluded);
    List<Setting> changed = new ArrayList<>();
    for (Object name : names) {
      if (!Objects.equals(from.get(name), to.get(name))) {
        changed.add(new Setting(String.valueOf(name), from.get(name), to.get(name)));
      }
    }
    return changed;
  }

  /** The variants by locale and audience. */
  private static Map<Object, Map<?, ?>> bySelector(Map<String, Object> source) {
    Map<Object, Map<?, ?>> variants = new LinkedHashMap<>();
    if (source.get(VARIANTS) instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> variant) {
          variants.put(List.of(String.valueOf(variant.get(LOCALE)), audience(variant)), variant);
        }
      }
    }
    return variants;
  }

  private static Object audience(Map<?, ?> variant) {
    Object audience = variant.get(AUDIENCE);
    return audience == null ? Map.of() : audience;
  }

  private static String text(Map<?, ?> variant) {
    return Objects.toString(variant.get(TEXT), "");
  }
}
