package dev.notifier.store.templates;

import dev.notifier.contracts.Forms;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Objects as jsonb. */
final class Json {
  private record Lengths(Map<String, Integer> of) {}

  private Json() {}

  static String write(Map<String, ?> object) {
    return new String(Forms.write(object), StandardCharsets.UTF_8);
  }

  @SuppressWarnings("unchecked") // JSON objects have texts for keys
  static Map<String, Object> object(String json) {
    return Forms.read(json.getBytes(StandardCharsets.UTF_8), Map.class);
  }

  static Map<String, Integer> lengths(String json) {
    String wrapped = "{\"of\":" + json + "}";
    return Forms.read(wrapped.getBytes(StandardCharsets.UTF_8), Lengths.class).of();
  }
}
