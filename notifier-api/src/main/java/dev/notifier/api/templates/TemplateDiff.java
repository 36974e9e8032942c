package dev.notifier.api.templates;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What changed from one version of a template to another, variant by variant. Thread-safe. */
final class TemplateDiff {
  private static final String DRAFT = "draft";
  private static final String VARIANTS = "variants";
  private static final String TEXT = "text";

  private final TemplateService desk;

  TemplateDiff(TemplateService desk) {
    this.desk = desk;
  }

  /**
   * All changes.
   *
   * @param settings what is said once for all variants
   * @param variants those that differ
   */
  record Document(
      String id, String from, String to, List<Setting> settings, List<Variant> variants) {}

  /** A setting that changed; null = it was not said. */
  record Setting(String name, @Nullable Object from, @Nullable Object to) {}

  /**
   * A variant that changed.
   *
   * @param change what happened to it: added, removed or changed
   * @param settings its sender and marks, where they changed
   * @param text in one line, {@code [-removed-]} and {@code {+added+}}
   * @param words the same in pieces
   */
  record Variant(
      String locale,
      Object audience,
      String change,
      List<Setting> settings,
      String text,
      List<WordDiff.Piece> words) {}

  /**
   * Compares.
   *
   * @param from a number or {@code draft}
   * @param to a number or {@code draft}
   */
  Document of(String id, String from, String to) {
    Map<String, Object> before = source(id, from);
    Map<String, Object> after = source(id, to);
    return new Document(
        id, from, to, settings(before, after, Set.of(VARIANTS)), variants(before, after));
  }

  private Map<String, Object> source(String id, String version) {
    return version.equals(DRAFT)
        ? desk.draft(id).source()
        : desk.version(id, TemplatesController.number(version)).source();
  }

  private static List<Variant> variants(Map<String, Object> before, Map<String, Object> after) {
    Map<Object, Map<?, ?>> old = byPlace(before);
    Map<Object, Map<?, ?>> young = byPlace(after);
    Set<Object> places = new LinkedHashSet<>(old.keySet());
    places.addAll(young.keySet());
    List<Variant> changed = new ArrayList<>();
    for (Object place : places) {
      Map<?, ?> from = old.getOrDefault(place, Map.of());
      Map<?, ?> to = young.getOrDefault(place, Map.of());
      if (!from.equals(to)) {
        changed.add(variant(from, to));
      }
    }
    return changed;
  }

  private static Variant variant(Map<?, ?> from, Map<?, ?> to) {
    Map<?, ?> known = to.isEmpty() ? from : to;
    var words = WordDiff.of(text(from), text(to));
    return new Variant(
        String.valueOf(known.get("locale")),
        audience(known),
        from.isEmpty() ? "added" : to.isEmpty() ? "removed" : "changed",
        from.isEmpty() || to.isEmpty()
            ? List.of()
            : settings(from, to, Set.of(TEXT, "locale", "audience")),
        WordDiff.readable(words),
        words);
  }

  private static List<Setting> settings(Map<?, ?> from, Map<?, ?> to, Set<String> but) {
    Set<Object> names = new LinkedHashSet<>(from.keySet());
    names.addAll(to.keySet());
    names.removeAll(but);
    List<Setting> changed = new ArrayList<>();
    for (Object name : names) {
      if (!Objects.equals(from.get(name), to.get(name))) {
        changed.add(new Setting(String.valueOf(name), from.get(name), to.get(name)));
      }
    }
    return changed;
  }

  private static Map<Object, Map<?, ?>> byPlace(Map<String, Object> source) {
    Map<Object, Map<?, ?>> variants = new LinkedHashMap<>();
    if (source.get(VARIANTS) instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> variant) {
          variants.put(List.of(String.valueOf(variant.get("locale")), audience(variant)), variant);
        }
      }
    }
    return variants;
  }

  private static Object audience(Map<?, ?> variant) {
    Object audience = variant.get("audience");
    return audience == null ? Map.of() : audience;
  }

  private static String text(Map<?, ?> variant) {
    return Objects.toString(variant.get(TEXT), "");
  }
}
