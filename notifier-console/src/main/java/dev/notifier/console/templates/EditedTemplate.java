package dev.notifier.console.templates;

import dev.notifier.console.web.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The document of a template, and what a form changes in it. What the form does not show stays as
 * it is. Immutable, if no one changes its document.
 */
final class EditedTemplate {
  private static final String VARIANTS = "variants";
  private static final String DIACRITICS = "diacritics";
  private static final String MAX_SEGMENTS = "maxSegments";
  private static final int MAX_VARIANTS = 50;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

  private final Map<String, Object> document;

  private EditedTemplate(Map<String, Object> document) {
    this.document = document;
  }

  static EditedTemplate of(@Nullable Map<String, Object> document) {
    return new EditedTemplate(document == null ? Map.of() : document);
  }

  /** A template that does not exist yet, with a text in Vietnamese. */
  static EditedTemplate empty(String id, String eventType) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", id);
    document.put("eventType", eventType);
    document.put(DIACRITICS, "strip");
    document.put(MAX_SEGMENTS, 2);
    document.put("links", "refuse");
    document.put(VARIANTS, List.of(Map.of("locale", "vi", "text", "")));
    return new EditedTemplate(document);
  }

  /** For the HTTP interface; do not change it. */
  Map<String, Object> document() {
    return document;
  }

  String eventType() {
    return text("eventType");
  }

  String diacritics() {
    return text(DIACRITICS);
  }

  /** As it was typed. */
  String maxSegments() {
    return text(MAX_SEGMENTS);
  }

  String links() {
    return text("links");
  }

  private String text(String name) {
    return Objects.toString(document.get(name), "");
  }

  List<EditedVariant> variants() {
    return entries().stream().map(EditedVariant::of).toList();
  }

  Optional<EditedVariant> find(String key) {
    return variants().stream().filter(variant -> variant.key().equals(key)).findFirst();
  }

  /** With what a form says: settings and texts; variants that it does not have stay. */
  EditedTemplate with(Form form) {
    Map<String, Object> changed = new LinkedHashMap<>(document);
    changed.put(DIACRITICS, form.text(DIACRITICS));
    changed.put("links", form.text("links"));
    String segments = form.text(MAX_SEGMENTS);
    changed.put(
        MAX_SEGMENTS, NUMBER.matcher(segments).matches() ? Integer.valueOf(segments) : segments);
    Map<String, Map<String, Object>> variants = new LinkedHashMap<>();
    entries().forEach(variant -> variants.put(EditedVariant.of(variant).key(), variant));
    for (int i = 0; i < MAX_VARIANTS && form.has("key-" + i); i++) {
      String key = form.raw("key-" + i);
      if (form.has("remove-" + i)) {
        variants.remove(key);
      } else {
        variants.put(key, variant(variants.getOrDefault(key, start(key)), form, i));
      }
    }
    changed.put(VARIANTS, List.copyOf(variants.values()));
    return new EditedTemplate(changed);
  }

  private static Map<String, Object> variant(Map<String, Object> before, Form form, int i) {
    Map<String, Object> variant = new LinkedHashMap<>(before);
    String diacritics = form.text("diacritics-" + i);
    if (diacritics.isEmpty()) {
      variant.remove(DIACRITICS);
    } else {
      variant.put(DIACRITICS, diacritics);
    }
    variant.put("text", form.raw("text-" + i));
    return variant;
  }

  /** With another variant, without a text. */
  EditedTemplate with(String key) {
    Map<String, Object> changed = new LinkedHashMap<>(document);
    List<Map<String, Object>> variants = new ArrayList<>(entries());
    variants.add(start(key));
    changed.put(VARIANTS, variants);
    return new EditedTemplate(changed);
  }

  private static Map<String, Object> start(String key) {
    EditedVariant empty = EditedVariant.empty(key);
    Map<String, Object> variant = new LinkedHashMap<>();
    variant.put("locale", empty.locale());
    Map<String, Object> audience = new LinkedHashMap<>();
    if (!empty.kinds().isEmpty()) {
      audience.put("kinds", empty.kinds());
    }
    if (!empty.livingAreas().isEmpty()) {
      audience.put("livingAreas", empty.livingAreas());
    }
    if (!audience.isEmpty()) {
      variant.put("audience", audience);
    }
    variant.put("text", "");
    return variant;
  }

  private List<Map<String, Object>> entries() {
    List<Map<String, Object>> entries = new ArrayList<>();
    if (document.get(VARIANTS) instanceof List<?> variants) {
      for (Object variant : variants) {
        if (variant instanceof Map<?, ?> entry) {
          Map<String, Object> copy = new LinkedHashMap<>();
          entry.forEach((name, value) -> copy.put(String.valueOf(name), value));
          entries.add(copy);
        }
      }
    }
    return entries;
  }
}
