package dev.notifier.templates.lint;

import java.util.List;
import java.util.Map;

/**
 * What a template is measured against.
 *
 * @param advertising whether messages of its event type are advertising, which carry a label
 * @param brandName that texts have to name; empty = not looked at
 * @param routes that its messages may take; without any it is looked at as most carriers would
 * @param maxParameters by carrier, how many parameters a template registered with it may have
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
