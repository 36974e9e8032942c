package dev.notifier.console.webhooks;

import dev.notifier.console.text.TypedTimes;
import dev.notifier.console.web.Form;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The forms of webhooks, and the bodies of their requests. */
final class WebhookFields {
  /** The states that a filter may have, as people follow them. */
  static final List<String> STATES =
      List.of(
          "ACCEPTED",
          "DEFERRED",
          "PLANNED",
          "UNCONFIRMED",
          "SUBMITTED",
          "DELIVERED",
          "NO_RECEIPT",
          "UNDELIVERED",
          "EXPIRED",
          "REJECTED",
          "SKIPPED",
          "CANCELLED");

  /** The lists of a filter that are typed. */
  static final List<String> LISTS = List.of("types", "sources", "templates", "groups", "batches");

  /** How long the former secret may sign, too. */
  static final List<String> FORMER = List.of("PT24H", "PT0S", "PT1H", "P7D", "P30D");

  private WebhookFields() {}

  static Map<String, Object> body(Form form) {
    Map<String, Object> filter = new LinkedHashMap<>();
    LISTS.forEach(list -> filter.put(list, form.lines(list)));
    filter.put("states", form.all("state"));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", form.text("name"));
    body.put("url", form.text("url"));
    body.put("filter", filter);
    String size = form.text("batchSize");
    if (!size.isEmpty()) {
      body.put("batchSize", number(size));
    }
    return body;
  }

  /** Whatever is no number is refused by the HTTP interface, which says so. */
  private static Object number(String digits) {
    try {
      return Integer.valueOf(digits);
    } catch (NumberFormatException e) {
      return digits;
    }
  }

  /** The body of a replay. The time that was typed is one of Vietnam. */
  static Map<String, Object> replay(Form form) {
    String from = form.text("from");
    Instant time = TypedTimes.time(from);
    // The HTTP interface says what is wrong with another text.
    return Map.of("from", time == null ? from : time.toString());
  }

  /** The form that shows a webhook as it is. */
  static Form of(WebhookView webhook) {
    WebhookView.Filter filter = webhook.filter();
    Map<String, List<String>> fields = new LinkedHashMap<>();
    fields.put("name", List.of(webhook.name()));
    fields.put("url", List.of(webhook.url()));
    fields.put("batchSize", List.of(Integer.toString(webhook.batchSize())));
    fields.put("types", List.of(String.join("\n", filter.types())));
    fields.put("sources", List.of(String.join("\n", filter.sources())));
    fields.put("templates", List.of(String.join("\n", filter.templates())));
    fields.put("groups", List.of(String.join("\n", filter.groups())));
    fields.put("batches", List.of(String.join("\n", filter.batches())));
    fields.put("state", filter.states());
    return Form.of(fields);
  }
}
