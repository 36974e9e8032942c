package dev.notifier.api.eventtypes;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** JSON in single quotes, which stands better in a test. */
public final class Json {
  private Json() {}

  public static Map<String, Object> map(String json) {
    return JsonYamlReader.json(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
