package dev.notifier.console.templates;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What differs between two versions: {@code GET /v1/templates/{id}/diff}. */
record TextDifference(String from, String to, List<Setting> settings, List<Variant> variants) {
  /** A setting that differs; a missing value is null. */
  record Setting(String name, @Nullable Object from, @Nullable Object to) {
    String before() {
      return Objects.toString(from, "–");
    }

    String after() {
      return Objects.toString(to, "–");
    }
  }

  /** A variant that differs. */
  record Variant(
      String locale,
      @Nullable Map<String, Object> audience,
      String change,
      List<Setting> settings,
      List<Word> words) {
    EditedVariant of() {
      return EditedVariant.of(
          audience == null
              ? Map.of("locale", locale)
              : Map.of("locale", locale, "audience", audience));
    }
  }

  /** A piece of a text: {@code same}, {@code removed} or {@code added}. */
  record Word(String kind, String text) {}

  boolean isEmpty() {
    return settings.isEmpty() && variants.isEmpty();
  }
}
