package dev.notifier.contracts.origin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message by which an author sees a template on a phone of the team, including one that no one
 * has approved yet. Its event has the template itself, because the topic of templates has approved
 * versions only. The api alone makes such events.
 *
 * @param template the full name of the template
 * @param version {@value #DRAFT} for the draft
 * @param source of the template, in the format of template files
 * @param values with which the text is made, with the recipient whom the text is about
 */
public record TestedTemplate(
    String template, int version, Map<String, Object> source, Map<String, Object> values) {
  /** The source of these events. Intake refuses it, so no caller can send one. */
  public static final String SOURCE = "/notifier/template-tests";

  /** The type of these events, by which people and reports tell them from others. */
  public static final String TYPE = "template.tested";

  /** The number of a version that does not exist. */
  public static final int DRAFT = 0;

  private static final String TEMPLATE = "template";
  private static final String VERSION = "version";
  private static final String TEMPLATE_SOURCE = "source";
  private static final String VALUES = "values";

  /**
   * The test that an event is.
   *
   * @param source of the event
   * @param data of the event
   * @return null if it is none
   */
  @SuppressWarnings("unchecked") // The keys of JSON objects are strings.
  public static @Nullable TestedTemplate of(String source, Map<String, Object> data) {
    return source.equals(SOURCE)
            && data.get(TEMPLATE) instanceof String template
            && data.get(VERSION) instanceof Number version
            && data.get(TEMPLATE_SOURCE) instanceof Map<?, ?> text
            && data.get(VALUES) instanceof Map<?, ?> values
        ? new TestedTemplate(
            template, version.intValue(), (Map<String, Object>) text, (Map<String, Object>) values)
        : null;
  }

  /** The data of its event. */
  public Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put(TEMPLATE, template);
    data.put(VERSION, version);
    data.put(TEMPLATE_SOURCE, source);
    data.put(VALUES, values);
    return data;
  }

  /** The event type that the template is for; empty if it names none. */
  public String eventType() {
    return source.get("eventType") instanceof String type ? type : "";
  }

  /** Omits the values. */
  @Override
  public String toString() {
    return "TestedTemplate[" + template + ", " + version + "]";
  }
}
