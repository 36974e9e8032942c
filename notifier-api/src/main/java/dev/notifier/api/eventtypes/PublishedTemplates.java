package dev.notifier.api.eventtypes;

import java.util.List;
import java.util.Map;

/** The published and scheduled templates, for the validation of a changed event type. */
public interface PublishedTemplates {
  /**
   * Returns the diagnostics of the templates that do not compile with a new schema, one in each
   * line with the name of the template.
   *
   * @param newSchema JSON Schema 2020-12, without references
   */
  List<String> incompatibleWith(String eventType, Map<String, Object> newSchema);
}
