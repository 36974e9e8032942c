package dev.notifier.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.contracts.sending.QuietHours;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event type in its current version, on {@link Topics#EVENT_TYPES} under its name.
 *
 * @param v version of this format, {@value #VERSION}
 * @param name such as {@code card.expiring}
 * @param version of the type, ascending; an older one never replaces a newer one
 * @param title a short description for people
 * @param timeToLive how long after its acceptance an event may be sent, unless the event has an
 *     expiry of its own; null if it never expires
 * @param businessKeyWindow within this window a person gets one message for the same subject; null
 *     if the subject is ignored
 * @param retention how long its notifications are kept; null = as configured. Null is not written,
 *     so that the digests of shipped event types are those of older releases
 * @param quietHours when nothing is sent; null if it may be sent at any time
 * @param template id of the template for this type
 * @param schema of {@code data}, JSON Schema 2020-12, as operators wrote it; recipients are
 *     references to {@value #RECIPIENT}
 * @param samples examples of {@code data} by {@value #TYPICAL} and {@value #LONGEST}
 * @param sharedBusinessKey whether a person gets one message for the same subject from all tenants
 *     together; null is as false, and is not written, as in {@code retention}
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
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Duration retention,
    @Nullable QuietHours quietHours,
    String template,
    Map<String, Object> schema,
    Map<String, Map<String, Object>> samples,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean sharedBusinessKey)
    implements VersionedRecord {
  public static final int VERSION = 1;

  /** A type whose tenants send about different facts. */
  public EventTypeRecord(
      int v,
      String name,
      int version,
      String title,
      Category category,
      Lane lane,
      @Nullable Duration timeToLive,
      @Nullable Duration businessKeyWindow,
      @Nullable Duration retention,
      @Nullable QuietHours quietHours,
      String template,
      Map<String, Object> schema,
      Map<String, Map<String, Object>> samples) {
    this(
        v,
        name,
        version,
        title,
        category,
        lane,
        timeToLive,
        businessKeyWindow,
        retention,
        quietHours,
        template,
        schema,
        samples,
        null);
  }

  /** How it is read. */
  public static final RecordFormat<EventTypeRecord> FORMAT =
      new RecordFormat<>(EventTypeRecord.class, VERSION);

  @Override
  public void check(RecordCheck check) {
    check
        .required("name", name)
        .required("title", title)
        .required("category", category)
        .required("lane", lane)
        .required("template", template)
        .required("schema", schema)
        .required("samples", samples);
  }

  /** The schema that event types may refer to. */
  public static final String RECIPIENT = "urn:notifier:schema:recipient";

  /** The name of the sample with everyday values. */
  public static final String TYPICAL = "typical";

  /** The name of the sample with the longest values that the schema allows. */
  public static final String LONGEST = "longest";

  /** Returns a copy with another version. */
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
        retention,
        quietHours,
        template,
        schema,
        samples,
        sharedBusinessKey);
  }
}
