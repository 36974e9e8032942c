package dev.notifier.store.webhooks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which changes a webhook gets. A list that is empty admits every value; a change must be admitted
 * by all lists. Immutable.
 *
 * @param sources of the events
 * @param types of the events; a value that ends with {@code .*} admits all that begin so
 * @param templates ids of templates
 * @param groups of the events
 * @param batches ids of batches
 * @param states names of states, such as {@code DELIVERED}
 */
public record WebhookFilter(
    List<String> sources,
    List<String> types,
    List<String> templates,
    List<String> groups,
    List<String> batches,
    List<String> states) {
  private static final String PREFIX = ".*";

  /** Admits everything. */
  public static final WebhookFilter ALL =
      new WebhookFilter(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  /** Null lists are empty. */
  public WebhookFilter {
    sources = copy(sources);
    types = copy(types);
    templates = copy(templates);
    groups = copy(groups);
    batches = copy(batches);
    states = copy(states);
  }

  private static List<String> copy(@Nullable List<String> values) {
    return values == null ? List.of() : List.copyOf(values);
  }

  /** What a filter looks at in a change. */
  public record Subject(
      String source,
      String type,
      @Nullable String template,
      @Nullable String group,
      @Nullable String batch,
      String state) {}

  /** Whether the webhook gets a change. */
  public boolean admits(Subject change) {
    return admits(states, change.state())
        && admits(sources, change.source())
        && admits(templates, change.template())
        && admits(groups, change.group())
        && admits(batches, change.batch())
        && admitsType(change.type());
  }

  private static boolean admits(List<String> values, @Nullable String value) {
    return values.isEmpty() || (value != null && values.contains(value));
  }

  private boolean admitsType(String type) {
    return types.isEmpty()
        || types.stream()
            .anyMatch(each ->
                each.endsWith(PREFIX)
                    ? type.startsWith(each.substring(0, each.length() - 1))
                    : each.equals(type));
  }
}
