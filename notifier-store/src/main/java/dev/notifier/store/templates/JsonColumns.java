package dev.notifier.store.templates;

import dev.notifier.contracts.RecordJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Objects as jsonb. */
final class JsonColumns {
  private record Lengths(Map<String, Integer> of) {}

  private JsonColumns() {}

  static String write(Map<String, ?> object) {
    return new String(RecordJson.write(object), StandardCharsets.UTF_8);
  }

  @SuppressWarnings("unchecked") // JSON objects have texts for keys
  static Map<String, Object> object(String json) {
    return RecordJson.read(json.getBytes(StandardCharsets.UTF_8), Map.class);
  }

  static Map<String, Integer> lengths(String json) {
    String wrapped = "{\"of\":" + json + "}";
    return RecordJson.read(wrapped.getBytes(StandardCharsets.UTF_8), Lengths.class).of();
  }
}
