package dev.notifier.api.eventtypes;

import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Checks a definition of an event type without a store, as the api does when it is sent. */
public final class EventTypeCheck {
  private static final EventTypeValidator VALIDATOR = new EventTypeValidator(new SchemaCompiler());

  private EventTypeCheck() {}

  /**
   * Returns all errors, each with the place and what to do; none if the api accepts a new event
   * type of this kind. Changes of an existing type have more rules.
   *
   * @param name the one that the definition must have
   */
  public static List<String> errors(String name, Map<String, Object> definition) {
    ObjectNode body = JsonMapper.shared().valueToTree(definition);
    try {
      return VALIDATOR.violations(EventTypeDefinition.read(name, body).toRecord(1)).stream()
          .map(Violation::message)
          .toList();
    } catch (ProblemException e) {
      return e.problem().errors().stream().map(EventTypeCheck::line).toList();
    }
  }

  private static String line(Problem.Entry error) {
    return error.pointer() + ": " + error.detail();
  }
}
