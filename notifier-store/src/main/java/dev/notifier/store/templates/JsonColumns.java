package dev.notifier.store.templates;

import dev.notifier.store.JsonText;
import java.util.Map;

/** Reads JSON objects from jsonb columns. */
final class JsonColumns {
  private record Lengths(Map<String, Integer> lengths) {}

  private JsonColumns() {}

  @SuppressWarnings("unchecked") // the keys of a JSON object are strings
  static Map<String, Object> object(String json) {
    return JsonText.read(json, Map.class);
  }

  static Map<String, Integer> lengths(String json) {
    return JsonText.read("{\"lengths\":" + json + "}", Lengths.class).lengths();
  }
}
