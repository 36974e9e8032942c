package dev.notifier.api.eventtypes;

import dev.notifier.api.http.JsonYamlReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON in single quotes, which is easier to read in a test. */
final class Json {
  private Json() {}

  static ObjectNode object(String json) {
    return JsonYamlReader.json(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  static Map<String, Object> map(String json) {
    return JsonMapper.shared().convertValue(object(json), new TypeReference<>() {});
  }
}
