package dev.notifier.api.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An operation of the API description with what a valid request needs.
 *
 * @param method in upper case
 * @param path with the names of its parameters in braces
 * @param parameters those of the path and of the query
 * @param bodies by media type; empty if the operation has no body
 */
public record Operation(
    String method, String path, List<Parameter> parameters, Map<String, Body> bodies) {
  /**
   * A parameter.
   *
   * @param in {@code path} or {@code query}
   * @param example a valid value
   */
  record Parameter(String name, String in, boolean required, String example) {}

  /** A body: its schema without references at the top, and a valid value. */
  record Body(JsonNode schema, JsonNode example) {}

  /** Every operation of an API description, in its order. */
  public static List<Operation> all(JsonNode description) {
    return new OperationReader(description).read();
  }

  /** An address without parameters and body that the description does not list. */
  public static Operation get(String path) {
    return new Operation("GET", path, List.of(), Map.of());
  }

  /** The path with valid parameters, and the required parameters of the query. */
  String validTarget() {
    return target(Map.of());
  }

  /** The same with the values of single parameters replaced, which must be encoded. */
  String target(Map<String, String> values) {
    String target = path;
    List<String> query = new ArrayList<>();
    for (Parameter parameter : parameters) {
      String value = values.getOrDefault(parameter.name(), parameter.example());
      if (parameter.in().equals("path")) {
        target = target.replace("{" + parameter.name() + "}", value);
      } else if (parameter.required() || values.containsKey(parameter.name())) {
        query.add(parameter.name() + "=" + value);
      }
    }
    return query.isEmpty() ? target : target + "?" + String.join("&", query);
  }

  List<Parameter> parametersIn(String place) {
    return parameters.stream().filter(parameter -> parameter.in().equals(place)).toList();
  }

  /** The media types, of which the first one is used if only one is needed. */
  List<String> mediaTypes() {
    return List.copyOf(new LinkedHashMap<>(bodies).keySet());
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
