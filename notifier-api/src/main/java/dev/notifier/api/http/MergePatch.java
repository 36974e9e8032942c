package dev.notifier.api.http;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON Merge Patch (RFC 7396). Stateless. */
public final class MergePatch {
  private MergePatch() {}

  /** Changes an object as a patch says; null removes a field. */
  public static void apply(ObjectNode target, ObjectNode patch) {
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      JsonNode value = field.getValue();
      if (value.isNull()) {
        target.remove(field.getKey());
      } else if (value instanceof ObjectNode object) {
        ObjectNode nested =
            target.get(field.getKey()) instanceof ObjectNode present
                ? present
                : target.putObject(field.getKey());
        apply(nested, object);
      } else {
        target.set(field.getKey(), value);
      }
    }
  }
}
