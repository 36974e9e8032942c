package dev.notifier.api.imports;

import dev.notifier.api.http.JsonYamlReader;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns the lines of an import into objects. Used by one thread. */
@FunctionalInterface
interface LineFormat {
  /**
   * Reads a line.
   *
   * @throws ProblemException if it is wrong; the next one may be right
   */
  JsonNode read(byte[] line);

  /** A JSON object on each line. */
  static LineFormat json() {
    return JsonYamlReader::json;
  }

  /**
   * Values in the order of the first line, separated by commas, with quotes as in RFC 4180.
   *
   * @param header the first line, with the names of the fields
   * @throws ProblemException if it is not such a line
   */
  static LineFormat csv(byte[] header, LineImport.Fields fields) {
    List<String> names = values(header);
    if (!names.contains(fields.names().getFirst())) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.BAD_REQUEST,
              "The first line must have the names of the fields: "
                  + String.join(",", fields.names())
                  + "."));
    }
    return line -> {
      List<String> values = values(line);
      if (values.size() != names.size()) {
        throw new ProblemException(
            Problem.of(
                ErrorCode.INVALID_PARAMETER, "The line must have as many values as the first."));
      }
      ObjectNode form = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < names.size(); i++) {
        put(form, names.get(i), values.get(i), fields.lists());
      }
      return form;
    };
  }

  private static void put(ObjectNode form, String name, String value, Set<String> lists) {
    if (lists.contains(name)) {
      var elements = form.putArray(name);
      for (String element : value.strip().split("[ |;]+", -1)) {
        elements.add(element);
      }
    } else if (!value.isEmpty()) {
      form.put(name, value);
    }
  }

  private static List<String> values(byte[] line) {
    String text = JsonYamlReader.text(line);
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      boolean escaped = quoted && each == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
      if (escaped) {
        value.append('"');
        i++;
      } else if (each == '"') {
        quoted = !quoted;
      } else if (each == ',' && !quoted) {
        values.add(value.toString());
        value.setLength(0);
      } else {
        value.append(each);
      }
    }
    values.add(value.toString());
    return values;
  }
}
