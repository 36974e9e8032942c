package dev.notifier.api.templatetests;

import dev.notifier.api.eventtypes.CompiledEventType;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.origin.TestedTemplate;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.numbers.MobileNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes the events of tests. Thread-safe. */
final class TemplateTestEvents {
  /** An author who waits longer does not look at the phone any more. */
  private static final Duration TIME_TO_LIVE = Duration.ofHours(1);

  private static final String RECIPIENT = "recipient";
  private static final String PHONE = "phone";
  private static final String LOCALE = "locale";
  private static final String KIND = "kind";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final EventTypeRegistry types;
  private final InstantSource clock;
  private final Supplier<UUID> ids;

  TemplateTestEvents(EventTypeRegistry types, InstantSource clock, Supplier<UUID> ids) {
    this.types = types;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Makes an event. Its recipient is the number alone: the person of the data is an example, and
   * the message must not be found as one of that person.
   *
   * @param source of the template, in the format of template files
   * @throws ProblemException if the data does not match the event type
   */
  EventRecord event(
      TemplateName template, int version, Map<String, Object> source, TemplateTestForm form) {
    MobileNumber number = form.number();
    CompiledEventType type = type(source);
    Map<String, Object> values = values(type, form, number);
    JsonNode json = JSON.valueToTree(values);
    if (form.data() != null) {
      List<Violation> violations = type.violations("/data", json);
      if (!violations.isEmpty()) {
        throw new ProblemException(Problem.of(violations));
      }
    }
    Instant now = clock.instant();
    boolean secret = type.definition().category() == Category.OTP || type.hasSecret(json);
    return new EventRecord(
        EventRecord.VERSION,
        template.tenant(),
        TestedTemplate.SOURCE,
        ids.get().toString(),
        TestedTemplate.TYPE,
        now,
        null,
        number.e164(),
        Map.of(KIND, "STAFF", PHONE, number.e164()),
        new TestedTemplate(template.fullName(), version, source, values).data(),
        Category.SERVICE,
        now.plus(TIME_TO_LIVE),
        now,
        null,
        null,
        secret ? true : null);
  }

  private CompiledEventType type(Map<String, Object> source) {
    CompiledEventType type =
        source.get("eventType") instanceof String name ? types.find(name) : null;
    if (type == null) {
      throw new ProblemException(ErrorCode.EVENT_TYPE_NOT_REGISTERED);
    }
    return type;
  }

  private static Map<String, Object> values(
      CompiledEventType type, TemplateTestForm form, MobileNumber number) {
    Map<String, Object> sample =
        type.definition().samples().getOrDefault(EventTypeRecord.TYPICAL, Map.of());
    Map<String, Object> data = form.data();
    Map<String, Object> values = new HashMap<>(data == null ? sample : data);
    Map<String, Object> recipient = new HashMap<>(recipient(sample));
    if (data != null && data.containsKey(RECIPIENT)) {
      recipient = new HashMap<>(recipient(data));
    }
    recipient.put(PHONE, number.e164());
    if (form.locale() != null) {
      recipient.put(LOCALE, form.locale());
    }
    values.put(RECIPIENT, recipient);
    // When a message is sent is not tested.
    values.remove("expiresAt");
    values.remove("sendAfter");
    return values;
  }

  @SuppressWarnings("unchecked") // The keys of JSON objects are strings.
  private static Map<String, Object> recipient(Map<String, Object> data) {
    return data.get(RECIPIENT) instanceof Map<?, ?> recipient
        ? (Map<String, Object>) recipient
        : Map.of();
  }
}
