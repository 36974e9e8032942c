package dev.notifier.api.eventtypes;

import java.util.List;
import java.util.Map;

/** The templates that are in force, as far as a change of an event type concerns them. */
public interface PublishedTemplates {
  /**
   * What no longer fits when the type's data becomes this; the template and the reason, one in each
   * line. Empty when everything fits.
   *
   * @param newSchema JSON Schema 2020-12 without references
   */
  List<String> brokenBy(String eventType, Map<String, Object> newSchema);
}
