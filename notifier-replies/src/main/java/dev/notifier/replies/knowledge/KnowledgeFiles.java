package dev.notifier.replies.knowledge;

import dev.notifier.templates.yaml.YamlParser;
import dev.notifier.templates.yaml.YamlResult;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads files with entries: {@code owner}, and {@code entries} with {@code id}, {@code tags},
 * {@code validUntil}, and for each language {@code title}, {@code questions}, {@code sms} and
 * {@code long}. Other keys are refused.
 */
public final class KnowledgeFiles {
  private static final YamlParser PARSER = new YamlParser(new YamlParser.Limits(1_000_000, 10));
  private static final Set<String> FILE_KEYS = Set.of("owner", "entries");
  private static final Set<String> ENTRY_KEYS = Set.of("id", "tags", "validUntil");
  private static final Set<String> TEXT_KEYS = Set.of("title", "questions", "sms", "long");

  private final String owner;
  private final List<KnowledgeEntry> entries = new ArrayList<>();

  private KnowledgeFiles(String owner) {
    this.owner = owner;
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it is not YAML or not of this shape; the message says where
   */
  public static List<KnowledgeEntry> read(String yaml) {
    return switch (PARSER.mapping(yaml)) {
      case YamlResult.Invalid<Map<String, Object>> invalid ->
          throw new IllegalArgumentException(
              "line " + invalid.error().position().line() + ": " + invalid.error().reason());
      case YamlResult.Read<Map<String, Object>> read -> entriesOf(read.value());
    };
  }

  private static List<KnowledgeEntry> entriesOf(Map<String, Object> file) {
    refuseOthers("the file", file.keySet(), FILE_KEYS);
    KnowledgeFiles files = new KnowledgeFiles(text("the file", file, "owner"));
    if (!(file.get("entries") instanceof List<?> list)) {
      throw new IllegalArgumentException("the file: entries must be a list");
    }
    for (Object item : list) {
      files.addEntry(mapping("entries", item));
    }
    return List.copyOf(files.entries);
  }

  private void addEntry(Map<?, ?> entry) {
    String id = text("an entry", entry, "id");
    for (Map.Entry<?, ?> item : entry.entrySet()) {
      String key = String.valueOf(item.getKey());
      if (!ENTRY_KEYS.contains(key)) {
        addLanguage(id, entry, key, mapping(id + "." + key, item.getValue()));
      }
    }
  }

  private void addLanguage(String id, Map<?, ?> entry, String language, Map<?, ?> texts) {
    String where = id + "." + language;
    refuseOthers(where, texts.keySet(), TEXT_KEYS);
    entries.add(
        new KnowledgeEntry(
            id,
            language,
            text(where, texts, "title"),
            texts(where, texts.get("questions")),
            text(where, texts, "sms"),
            text(where, texts, "long"),
            texts(id, entry.get("tags")),
            owner,
            day(id, entry.get("validUntil"))));
  }

  private static void refuseOthers(String where, Set<?> keys, Set<String> allowed) {
    for (Object key : keys) {
      if (!allowed.contains(String.valueOf(key))) {
        throw new IllegalArgumentException(
            where + ": unknown key " + key + "; use one of " + allowed.stream().sorted().toList());
      }
    }
  }

  private static Map<?, ?> mapping(String where, @Nullable Object value) {
    if (value instanceof Map<?, ?> mapping) {
      return mapping;
    }
    throw new IllegalArgumentException(where + " must be a mapping");
  }

  private static String text(String where, Map<?, ?> mapping, String key) {
    if (mapping.get(key) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new IllegalArgumentException(where + ": " + key + " must be a text");
  }

  private static List<String> texts(String where, @Nullable Object value) {
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list && list.stream().allMatch(item -> item instanceof String)) {
      return list.stream().map(String::valueOf).toList();
    }
    throw new IllegalArgumentException(where + ": write a list of texts");
  }

  private static @Nullable LocalDate day(String where, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    try {
      return LocalDate.parse(String.valueOf(value));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          where + ": validUntil must be a day such as 2026-12-31", e);
    }
  }
}
