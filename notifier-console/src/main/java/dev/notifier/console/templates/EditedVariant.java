package dev.notifier.console.templates;

import dev.notifier.console.layout.Page;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A text of a template for one language and audience.
 *
 * @param key its language and audience, which no other variant has
 * @param sender null for that of the route
 * @param diacritics empty for that of the template
 */
record EditedVariant(
    String key,
    String locale,
    List<String> kinds,
    List<String> livingAreas,
    @Nullable String sender,
    String diacritics,
    String text) {
  private static final int PARTS = 3;
  private static final String SEPARATOR = "|";

  static EditedVariant of(Map<?, ?> variant) {
    Map<?, ?> audience =
        variant.get("audience") instanceof Map<?, ?> given ? given : Map.<String, Object>of();
    String locale = text(variant.get("locale"));
    List<String> kinds = list(audience.get("kinds"));
    List<String> areas = list(audience.get("livingAreas"));
    return new EditedVariant(
        key(locale, kinds, areas),
        locale,
        kinds,
        areas,
        variant.get("sender") instanceof String sender ? sender : null,
        text(variant.get("diacritics")),
        text(variant.get("text")));
  }

  /** A variant without a text. */
  static EditedVariant empty(String key) {
    String[] parts = key.split("\\|", PARTS);
    return new EditedVariant(key, parts[0], words(parts, 1), words(parts, 2), null, "", "");
  }

  /** The HTTP interface has audiences in any order. */
  static String key(String locale, List<String> kinds, List<String> areas) {
    return kinds.isEmpty() && areas.isEmpty()
        ? locale
        : locale + SEPARATOR + joined(kinds) + SEPARATOR + joined(areas);
  }

  private static String joined(List<String> values) {
    return values.stream().sorted().collect(Collectors.joining(","));
  }

  private static List<String> words(String[] parts, int index) {
    return parts.length <= index || parts[index].isEmpty()
        ? List.of()
        : List.of(parts[index].split(",", -1));
  }

  private static String text(@Nullable Object value) {
    return Objects.toString(value, "");
  }

  private static List<String> list(@Nullable Object value) {
    return value instanceof List<?> values
        ? values.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** Its language, and for whom it is. */
  String name(Page page) {
    String language = page.word("templates.locale", locale);
    List<String> groups =
        Stream.concat(
                kinds.stream().map(kind -> page.word("templates.kind", kind)),
                livingAreas.stream().map(area -> page.t("templates.area", area)))
            .toList();
    return groups.isEmpty() ? language : language + " (" + String.join(", ", groups) + ")";
  }

  /** The id of its text area, such as {@code text-en-CITIZEN-K1}. */
  String anchor() {
    return "text-" + key.replaceAll("[^A-Za-z0-9]+", "-");
  }

  /** The rows of a text area that shows it. */
  int rows() {
    int lines = (int) text.chars().filter(c -> c == '\n').count() + 1;
    int wrapped = text.length() / 60 + 1;
    return Math.clamp(Math.max(lines, wrapped) + 1, 4, 14);
  }
}
