package dev.notifier.api.eventtypes;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The published and scheduled templates, for the validation of a changed event type. */
public interface PublishedTemplates {
  /**
   * Returns the diagnostics of the templates that do not compile with a new schema, or lack what
   * advertising must have, one in each line with the name of the template.
   *
   * @param newSchema JSON Schema 2020-12, without references
   * @param advertising whether the event type is advertising
   */
  List<String> incompatibleWith(
      String eventType, Map<String, Object> newSchema, boolean advertising);

  /**
   * Returns why an event type cannot use a template instead of its present one, and what to do: the
   * template belongs to another type, or nothing of it is published while the present one is.
   *
   * @param present the template that the type uses; empty for a new type
   */
  Optional<String> refusalOf(String eventType, Optional<String> present, String template);
}
