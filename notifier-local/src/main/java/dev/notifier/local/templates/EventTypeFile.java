package dev.notifier.local.templates;

import dev.notifier.templates.template.TemplateFiles;
import dev.notifier.templates.yaml.YamlParser;
import dev.notifier.templates.yaml.YamlResult;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An event type as a file: what the api returns, without what only a request contains. */
final class EventTypeFile {
  private static final int MAX_DEPTH = 32;

  /** With the limits of the api. */
  private static final YamlParser PARSER =
      new YamlParser(new YamlParser.Limits(TemplateFiles.MAX_FILE_UNITS, MAX_DEPTH));

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final DumpSettings YAML =
      DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(110).build();

  private EventTypeFile() {}

  static YamlResult<Map<String, Object>> read(String yaml) {
    return PARSER.mapping(yaml);
  }

  static String write(JsonNode definition) {
    ObjectNode file = (ObjectNode) definition.deepCopy();
    file.remove("version");
    return new Dump(YAML).dumpToString(JSON.treeToValue(file, Map.class));
  }

  /**
   * Whether an import would change nothing.
   *
   * @param yaml the file
   * @param present the event type in JSON, as the api returns it
   */
  static boolean isSame(String yaml, String present) {
    return read(yaml) instanceof YamlResult.Read<Map<String, Object>> file
        && content(JSON.valueToTree(file.value())).equals(content(JSON.readTree(present)));
  }

  /** Without fields that are no part of the type, and with the template that is the default. */
  private static JsonNode content(JsonNode definition) {
    // Parsed again, so that equal numbers have the same class.
    ObjectNode content = (ObjectNode) JSON.readTree(JSON.writeValueAsString(definition));
    content.remove(List.of("version", "breaking"));
    content.removeIf(JsonNode::isNull);
    if (!content.has("template")) {
      content.put("template", content.path("name").asString("").replace('.', '-'));
    }
    return content;
  }
}
