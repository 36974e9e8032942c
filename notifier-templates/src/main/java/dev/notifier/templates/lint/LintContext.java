package dev.notifier.templates.lint;

import java.util.List;
import java.util.Map;

/**
 * The requirements that a template is checked against.
 *
 * @param advertising whether the event type is advertising, which must carry a label
 * @param brandName the name that texts must contain; empty = not checked
 * @param routes the routes that its messages may take; if empty, it is checked for a typical
 *     carrier
 * @param maxParameters by carrier, the most parameters of a template registered with it
 */
public record LintContext(
    boolean advertising,
    String brandName,
    List<RouteTextSettings> routes,
    Map<String, Integer> maxParameters) {
  public LintContext {
    routes = List.copyOf(routes);
    maxParameters = Map.copyOf(maxParameters);
  }
}
