package dev.notifier.api.batches;

import dev.notifier.batchfiles.ColumnLetters;
import dev.notifier.batchfiles.QuestionKind;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Removes values of a file from what is said about a batch. Names of columns are values as well:
 * the caller chooses which row is the header.
 */
final class FileValues {
  private static final String SAMPLES = "samples";
  private static final String CHOICES = "choices";
  private static final String COLUMN = "column";

  private FileValues() {}

  /** Removes the samples, and the names of columns among which to choose. */
  static void hideInQuestion(JsonNode question) {
    if (question instanceof ObjectNode object) {
      object.remove(SAMPLES);
      if (object.path("kind").asString("").equals(QuestionKind.MAPPING.code())) {
        object.putArray(CHOICES);
      }
    }
  }

  /** Replaces the names of columns by their letters. */
  static void hideInSummary(JsonNode summary) {
    Map<String, String> letters = new HashMap<>();
    JsonNode header = summary.path("header");
    for (int i = 0; i < header.size(); i++) {
      letters.putIfAbsent(header.path(i).asString(""), ColumnLetters.of(i));
    }
    if (header instanceof ArrayNode names) {
      for (int i = 0; i < names.size(); i++) {
        names.set(i, StringNode.valueOf(ColumnLetters.of(i)));
      }
    }
    if (summary.path("ignoredColumns") instanceof ArrayNode ignored) {
      for (int i = 0; i < ignored.size(); i++) {
        String name = ignored.path(i).asString("");
        ignored.set(i, StringNode.valueOf(letters.getOrDefault(name, "")));
      }
    }
    for (JsonNode column : summary.path("columns")) {
      if (column instanceof ObjectNode object) {
        object.put(COLUMN, letters.getOrDefault(object.path(COLUMN).asString(""), ""));
      }
    }
  }
}
