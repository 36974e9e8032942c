package dev.notifier.local.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Hides numbers and texts in the JSON of a record, by the names of its fields. */
final class RecordMask {
  static final String HIDDEN = "•••";

  /** Numbers are shown in part. */
  private static final Set<String> NUMBERS = Set.of("phone", "sourceAddress", "destinationAddress");

  private static final Set<String> TEXTS =
      Set.of("texts", "text", "recipient", "data", "subject", "shortMessage", "tlvs");

  /** Shorter ones are short codes and the names of senders. */
  private static final int MIN_NUMBER = 9;

  private static final int LAST_DIGITS = 3;

  private RecordMask() {}

  static void hide(JsonNode json) {
    switch (json) {
      case ObjectNode object -> {
        for (String name : List.copyOf(object.propertyNames())) {
          JsonNode value = object.get(name);
          if (TEXTS.contains(name)) {
            object.set(name, hidden(value));
          } else if (NUMBERS.contains(name) && value.isString()) {
            object.put(name, masked(value.stringValue()));
          } else {
            hide(value);
          }
        }
      }
      case ArrayNode array -> array.forEach(RecordMask::hide);
      default -> {}
    }
  }

  /** The number of texts, and the names of optional parameters, stay visible. */
  private static JsonNode hidden(JsonNode value) {
    if (value instanceof ArrayNode array) {
      List<JsonNode> elements = new ArrayList<>(array.valueStream().toList());
      array.removeAll();
      elements.forEach(each -> array.add(HIDDEN));
      return array;
    }
    return value.isNull() ? value : StringNode.valueOf(HIDDEN);
  }

  /** {@code +84912***678}. */
  static String masked(String number) {
    int length = number.length();
    return length < MIN_NUMBER
        ? number
        : number.substring(0, length - 2 * LAST_DIGITS)
            + "***"
            + number.substring(length - LAST_DIGITS);
  }
}
