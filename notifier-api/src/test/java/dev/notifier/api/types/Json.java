package dev.notifier.api.types;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** JSON in single quotes, which stands better in a test. */
final class Json {
  private Json() {}

  static Map<String, Object> map(String json) {
    return Documents.json(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
