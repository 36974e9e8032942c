package dev.notifier.console.knowledge;

import dev.notifier.console.web.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The document of an entry, and what a form changes in it. What the form does not show stays as it
 * is. Immutable, if no one changes its document.
 */
final class EditedEntry {
  private static final String VARIANTS = "variants";
  private static final String LANGUAGE = "language";
  private static final String OWNER = "owner";
  private static final String VALID_UNTIL = "validUntil";
  private static final String QUESTIONS = "questions";
  private static final int MAX_VARIANTS = 8;

  private final Map<String, Object> document;

  private EditedEntry(Map<String, Object> document) {
    this.document = document;
  }

  static EditedEntry of(@Nullable Map<String, Object> document) {
    return new EditedEntry(document == null ? Map.of() : document);
  }

  /** An entry that does not exist yet, in Vietnamese. */
  static EditedEntry empty() {
    return new EditedEntry(Map.of(VARIANTS, List.of(Map.of(LANGUAGE, "vi"))));
  }

  /** For the HTTP interface; do not change it. */
  Map<String, Object> document() {
    return document;
  }

  String owner() {
    return Objects.toString(document.get(OWNER), "");
  }

  /** The last day; empty without one. */
  String validUntil() {
    return Objects.toString(document.get(VALID_UNTIL), "");
  }

  /** Separated by commas. */
  String tags() {
    return document.get("tags") instanceof List<?> tags
        ? String.join(", ", tags.stream().map(String::valueOf).toList())
        : "";
  }

  List<EntryVariant> variants() {
    return entries().stream().map(EntryVariant::of).toList();
  }

  Optional<EntryVariant> find(String language) {
    return variants().stream().filter(each -> each.language().equals(language)).findFirst();
  }

  /** With what a form says; languages that it does not have stay. */
  EditedEntry with(Form form) {
    Map<String, Object> changed = new LinkedHashMap<>(document);
    changed.put(OWNER, form.text(OWNER));
    changed.put("tags", split(form.text("tags"), ","));
    String validUntil = form.text(VALID_UNTIL);
    if (validUntil.isEmpty()) {
      changed.remove(VALID_UNTIL);
    } else {
      changed.put(VALID_UNTIL, validUntil);
    }
    Map<String, Map<String, Object>> variants = new LinkedHashMap<>();
    entries().forEach(entry -> variants.put(EntryVariant.of(entry).language(), entry));
    for (int i = 0; i < MAX_VARIANTS && form.has("language-" + i); i++) {
      String language = form.text("language-" + i);
      if (form.has("remove-" + i)) {
        variants.remove(language);
      } else {
        Map<String, Object> variant =
            new LinkedHashMap<>(variants.getOrDefault(language, Map.of()));
        variant.put(LANGUAGE, language);
        variant.put("title", form.text("title-" + i));
        variant.put(QUESTIONS, split(form.text("questions-" + i), "\n"));
        variant.put("sms", form.text("sms-" + i));
        variant.put("long", form.text("long-" + i));
        variants.put(language, variant);
      }
    }
    changed.put(VARIANTS, List.copyOf(variants.values()));
    return new EditedEntry(changed);
  }

  /** With another language, without a text. */
  EditedEntry with(String language) {
    Map<String, Object> changed = new LinkedHashMap<>(document);
    List<Map<String, Object>> variants = new ArrayList<>(entries());
    variants.add(Map.of(LANGUAGE, language));
    changed.put(VARIANTS, variants);
    return new EditedEntry(changed);
  }

  private static List<String> split(String typed, String separator) {
    return Stream.of(typed.split(separator, -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
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
