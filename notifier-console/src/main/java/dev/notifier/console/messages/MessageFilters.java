package dev.notifier.console.messages;

import dev.notifier.console.text.Formats;
import dev.notifier.console.text.TypedTimes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person searches, as it was typed. No field is about a person, so they may be in an
 * address. Immutable.
 */
final class MessageFilters {
  /** How many days are searched unless a person says otherwise, today included. */
  static final int DAYS = 7;

  private static final String FROM = "from";
  private static final String TO = "to";

  /** The fields, whose names are those of the HTTP interface. */
  private static final String[] NAMES = {
    FROM, TO, "state", "reason", "template", "type", "group", "batchId", "route"
  };

  private final Map<String, String> fields;

  private MessageFilters(Map<String, String> fields) {
    this.fields = fields;
  }

  /** The fields of a query; the last days if it names no time and no set of messages. */
  static MessageFilters of(Map<String, String> query, Instant now) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String name : NAMES) {
      String value = query.getOrDefault(name, "").strip();
      if (!value.isEmpty()) {
        fields.put(name, value);
      }
    }
    boolean isSet = fields.containsKey("group") || fields.containsKey("batchId");
    if (!query.containsKey(FROM) && !isSet) {
      fields.put(FROM, now.atZone(Formats.ZONE).toLocalDate().minusDays(DAYS - 1L).toString());
    }
    return new MessageFilters(fields);
  }

  /** The value of a field; empty without one. */
  String get(String name) {
    return fields.getOrDefault(name, "");
  }

  /** The id of the first input that is no day; null if all are right. */
  @Nullable String wrong() {
    for (String name : new String[] {FROM, TO}) {
      if (!get(name).isEmpty() && TypedTimes.day(get(name)) == null) {
        return name;
      }
    }
    return null;
  }

  /**
   * The request for a page. Days are those of Vietnam, and the last one is included.
   *
   * @param cursor of the page; empty for the first one
   */
  Map<String, Object> request(String cursor) {
    Map<String, Object> request = new LinkedHashMap<>(fields);
    LocalDate from = TypedTimes.day(get(FROM));
    if (from != null) {
      request.put(FROM, begin(from));
    }
    LocalDate to = TypedTimes.day(get(TO));
    if (to != null) {
      request.put(TO, begin(to.plusDays(1)));
    }
    if (!cursor.isEmpty()) {
      request.put("cursor", cursor);
    }
    return request;
  }

  private static String begin(LocalDate day) {
    return day.atStartOfDay(Formats.ZONE).toInstant().toString();
  }

  /** The page with these filters and one more, or another value of one. */
  String with(String name, @Nullable String value) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.putIfAbsent(FROM, "");
    if (value == null || value.isEmpty()) {
      changed.remove(name);
    } else {
      changed.put(name, value);
    }
    StringBuilder address = new StringBuilder("messages");
    char separator = '?';
    for (Map.Entry<String, String> field : changed.entrySet()) {
      address
          .append(separator)
          .append(field.getKey())
          .append('=')
          .append(URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8));
      separator = '&';
    }
    return address.toString();
  }
}
