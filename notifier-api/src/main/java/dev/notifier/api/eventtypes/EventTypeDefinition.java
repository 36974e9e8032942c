package dev.notifier.api.eventtypes;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.QuietHours;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The form in which people write and read a kind of event: in files, in calls and in answers. Looks
 * at one field at a time; what they say together is looked at elsewhere. Not thread-safe.
 */
final class EventTypeDefinition {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(\\.[a-z][a-z0-9]*)+");
  private static final Pattern TEMPLATE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
  private static final int MAX_NAME_CHARACTERS = 100;
  private static final int MAX_TITLE_CHARACTERS = 200;
  private static final Duration MAX_TIME_TO_LIVE = Duration.ofDays(60);
  private static final Duration MAX_WINDOW = Duration.ofDays(366);
  private static final Set<String> KNOWN =
      Set.of(
          "name",
          "version",
          "breaking",
          "title",
          "category",
          "lane",
          "timeToLive",
          "businessKeyWindow",
          "quietHours",
          "template",
          "schema",
          "samples");

  private final Map<String, Object> form;
  private final List<Violation> findings = new ArrayList<>();

  private EventTypeDefinition(Map<String, Object> form) {
    this.form = form;
  }

  /**
   * What somebody wants to be in force.
   *
   * @param type in version 1, whichever it will get
   * @param version that it is meant to become or to be; null = not said
   * @param breaking whether callers and templates may have to follow
   */
  record Draft(EventTypeRecord type, @Nullable Integer version, boolean breaking) {}

  /** What reading gave; the draft is of use when there are no findings. */
  record Reading(Draft draft, List<Violation> findings) {}

  static Reading read(String name, Map<String, Object> form) {
    EventTypeDefinition reader = new EventTypeDefinition(form);
    Draft draft = reader.draft(name);
    return new Reading(draft, reader.findings);
  }

  /** In the order of the files. */
  static Map<String, Object> write(EventTypeRecord type) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("name", type.name());
    form.put("version", type.version());
    form.put("title", type.title());
    form.put("category", type.category().name());
    form.put("lane", type.lane().id());
    form.put("timeToLive", Durations.text(type.timeToLive()));
    form.put("businessKeyWindow", Durations.text(type.businessKeyWindow()));
    form.put("quietHours", type.quietHours());
    form.put("template", type.template());
    form.put("schema", type.schema());
    form.put("samples", type.samples());
    return form;
  }

  private Draft draft(String name) {
    form.keySet().stream()
        .filter(key -> !KNOWN.contains(key))
        .forEach(key -> wrong(key, "An event type has no such field. Check its spelling."));
    checkName(name);
    EventTypeRecord type =
        new EventTypeRecord(
            EventTypeRecord.VERSION,
            name,
            1,
            text("title", MAX_TITLE_CHARACTERS),
            one("category", Category.values(), Category::name, Category.SERVICE),
            one("lane", Lane.values(), Lane::id, Lane.NORMAL),
            span("timeToLive", MAX_TIME_TO_LIVE),
            span("businessKeyWindow", MAX_WINDOW),
            quietHours(),
            template(name),
            object("schema", form.get("schema")),
            samples());
    return new Draft(type, version(), isBreaking());
  }

  private void checkName(String name) {
    if (name.length() > MAX_NAME_CHARACTERS || !NAME.matcher(name).matches()) {
      wrong(
          "name",
          "A name is lower-case words with dots between, such as card.expiring. Rename it.");
    }
    Object said = form.get("name");
    if (said != null && !said.equals(name)) {
      wrong("name", "The name is another one than the address says. Make them the same.");
    }
  }

  private @Nullable Integer version() {
    Object version = form.get("version");
    if (version == null || (version instanceof Integer number && number > 0)) {
      return (Integer) version;
    }
    wrong(
        "version", "A version is a whole number from 1. Leave it out, or send the ETag's number.");
    return null;
  }

  private boolean isBreaking() {
    Object breaking = form.get("breaking");
    if (breaking != null && !(breaking instanceof Boolean)) {
      wrong("breaking", "Send true or false.");
    }
    return Boolean.TRUE.equals(breaking);
  }

  private String text(String field, int maxCharacters) {
    if (form.get(field) instanceof String text
        && !text.isBlank()
        && text.length() <= maxCharacters) {
      return text;
    }
    wrong(field, "Send a text of 1 to " + maxCharacters + " characters.");
    return "";
  }

  private String template(String name) {
    Object template = form.get("template");
    if (template == null) {
      return name.replace('.', '-');
    }
    if (template instanceof String text
        && text.length() <= MAX_NAME_CHARACTERS
        && TEMPLATE.matcher(text).matches()) {
      return text;
    }
    wrong("template", "A template is named by words with dashes between, such as card-expiring.");
    return "";
  }

  private <T> T one(String field, T[] values, Function<T, String> id, T otherwise) {
    for (T value : values) {
      if (id.apply(value).equals(form.get(field))) {
        return value;
      }
    }
    wrong(
        field, "Send one of " + Stream.of(values).map(id).collect(Collectors.joining(", ")) + ".");
    return otherwise;
  }

  private @Nullable Duration span(String field, Duration max) {
    Object value = form.get(field);
    if (value == null) {
      return null;
    }
    Duration span = value instanceof String text ? Durations.parse(text) : null;
    if (span == null || !span.isPositive() || span.compareTo(max) > 0) {
      wrong(
          field,
          "Send a span of ISO 8601 of at most "
              + max.toDays()
              + " days, such as P3D or PT5M, or leave it out.");
      return null;
    }
    return span;
  }

  private @Nullable QuietHours quietHours() {
    Object value = form.get("quietHours");
    if (value == null) {
      return null;
    }
    if (value instanceof Map<?, ?> hours
        && hours.keySet().equals(Set.of("from", "until"))
        && isTime(hours.get("from"))
        && isTime(hours.get("until"))
        && !String.valueOf(hours.get("from")).equals(hours.get("until"))) {
      return new QuietHours(
          LocalTime.parse(String.valueOf(hours.get("from"))),
          LocalTime.parse(String.valueOf(hours.get("until"))));
    }
    wrong("quietHours", "Send {\"from\": \"22:00\", \"until\": \"07:00\"}, or leave it out.");
    return null;
  }

  private static boolean isTime(@Nullable Object value) {
    return value instanceof String text && TIME.matcher(text).matches();
  }

  private Map<String, Map<String, Object>> samples() {
    Map<String, Map<String, Object>> samples = new LinkedHashMap<>();
    Map<String, Object> given = object("samples", form.get("samples"));
    for (String kind : List.of(EventTypeRecord.TYPICAL, EventTypeRecord.LONGEST)) {
      samples.put(kind, object("samples/" + kind, given.get(kind)));
    }
    given.keySet().stream()
        .filter(kind -> !samples.containsKey(kind))
        .forEach(kind -> wrong("samples", "The samples are typical and longest, and no other."));
    return samples;
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> object(String field, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    wrong(
        field,
        switch (field) {
          case "schema" -> "Send the JSON Schema of data.";
          case "samples" -> "Send two samples of data, typical and longest.";
          default ->
              "Send data as events have it, of "
                  + field.substring(field.indexOf('/') + 1).toLowerCase(Locale.ROOT)
                  + " length.";
        });
    return Map.of();
  }

  /**
   * @param field a name, or several with slashes between, as they came
   */
  private void wrong(String field, String detail) {
    String pointer =
        KNOWN.contains(field) || field.startsWith("samples/")
            ? "/" + field
            : Violation.token(field);
    findings.add(new Violation(pointer, ErrorCode.INVALID_EVENT_TYPE, detail));
  }
}
