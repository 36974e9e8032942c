package dev.notifier.contracts;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of event as it is in force, on {@link Topics#EVENT_TYPES} under its name.
 *
 * @param v version of this form, {@value #VERSION}
 * @param name such as {@code card.expiring}
 * @param version of the type, growing; an older one never replaces a newer one
 * @param title what it is, for people
 * @param timeToLive how long after its acceptance an event is worth telling, unless the caller
 *     says; null = without end
 * @param businessKeyWindow within which the same subject is told the same person once; null = not
 *     looked at
 * @param quietHours when nothing is sent; null = always
 * @param template id of the template that words it
 * @param schema of {@code data}, JSON Schema 2020-12, as operators wrote it: the people whom it is
 *     about as a reference to {@value #RECIPIENT}
 * @param samples examples of {@code data} by {@value #TYPICAL} and {@value #WORST}
 */
public record EventTypeRecord(
    int v,
    String name,
    int version,
    String title,
    Category category,
    Lane lane,
    @Nullable Duration timeToLive,
    @Nullable Duration businessKeyWindow,
    @Nullable QuietHours quietHours,
    String template,
    Map<String, Object> schema,
    Map<String, Map<String, Object>> samples) {
  public static final int VERSION = 1;

  /** The one schema that others refer to. */
  public static final String RECIPIENT = "urn:notifier:schema:recipient";

  /** The sample of an everyday event. */
  public static final String TYPICAL = "typical";

  /** The sample of the longest texts that the schema allows. */
  public static final String WORST = "worst";

  /** The same as another version. */
  public EventTypeRecord withVersion(int other) {
    return new EventTypeRecord(
        v,
        name,
        other,
        title,
        category,
        lane,
        timeToLive,
        businessKeyWindow,
        quietHours,
        template,
        schema,
        samples);
  }
}
