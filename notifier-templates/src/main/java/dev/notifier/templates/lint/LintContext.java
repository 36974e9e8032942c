package dev.notifier.templates.lint;

import java.util.List;
import java.util.Map;

/**
 * The requirements that a template is checked against.
 *
 * @param advertising whether the event type is advertising, which must carry a label
 * @param brandName the name that texts must contain; empty = not checked
 * @param routes the routes that messages of the template may take; if empty, the template is
 *     checked for a typical carrier
 * @param maxParameters maximum number of parameters of a registered template, by carrier
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
