package dev.notifier.console.single;

import dev.notifier.console.text.Formats;
import dev.notifier.console.text.TypedTimes;
import dev.notifier.console.web.Form;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants to send, as it was typed.
 *
 * @param at when the text was shown, which is a part of the identity of the event: sending it twice
 *     sends one message
 * @param typed all fields
 */
record SingleForm(
    String phone,
    String personRef,
    String honorific,
    String fullName,
    String type,
    String at,
    Form typed) {
  /** The source of these events. */
  static final String SOURCE = "/console";

  /** The step that sends what the step before has shown. */
  static final String SEND = "send";

  static SingleForm of(Form form, Instant now) {
    return new SingleForm(
        form.text("phone"),
        form.text("personRef"),
        form.text("honorific"),
        form.text("fullName"),
        form.text("type"),
        begins(form) ? now.toString() : opened(form.text("at"), now),
        form);
  }

  /** Whether the text is shown again: what is sent then is another message than one before. */
  private static boolean begins(Form form) {
    String step = form.text("step");
    return !step.isEmpty() && !step.equals(SEND);
  }

  private static String opened(String at, Instant now) {
    Instant time = TypedTimes.instant(at);
    return time == null ? now.toString() : time.toString();
  }

  /** The id of the input that is wrong; null if the person and the type are complete. */
  @Nullable String wrong() {
    if (phone.isEmpty() == personRef.isEmpty()) {
      return "phone";
    }
    return type.isEmpty() ? "type" : null;
  }

  /** The data of the event. */
  Map<String, Object> data(List<TypeField> fields) {
    Map<String, Object> recipient = new LinkedHashMap<>();
    put(recipient, "phone", phone);
    put(recipient, "personRef", personRef);
    put(recipient, "honorific", honorific);
    put(recipient, "fullName", fullName);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("recipient", recipient);
    for (TypeField field : fields) {
      field.value(typed).ifPresent(value -> data.put(field.name(), value));
    }
    return data;
  }

  private static void put(Map<String, Object> map, String name, String value) {
    if (!value.isEmpty()) {
      map.put(name, value);
    }
  }

  /**
   * The identity of the event beside its source.
   *
   * @param user who sends it
   */
  String eventId(@Nullable String user) {
    return user + "-" + Instant.parse(at).toEpochMilli();
  }

  /** The event. */
  Map<String, Object> event(@Nullable String user, List<TypeField> fields) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("specversion", "1.0");
    event.put("id", eventId(user));
    event.put("source", SOURCE);
    event.put("type", type);
    event.put("time", Instant.parse(at).atZone(Formats.ZONE).toOffsetDateTime().toString());
    event.put("data", data(fields));
    return event;
  }

  /** Omits the person and the values. */
  @Override
  public String toString() {
    return "SingleForm[" + type + "]";
  }
}
