package dev.notifier.config.sources;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules between the sender addresses of a route. */
public final class SenderRules {
  private static final int MAX_ALPHANUMERIC_CHARACTERS = 11;

  private SenderRules() {}

  /**
   * A violation.
   *
   * @param index of the address, from 0
   */
  public record Violation(int index, String problem, String advice) {}

  /**
   * Checks the further addresses of a route.
   *
   * @param source the address that the route has anyway
   */
  public static List<Violation> check(String source, List<SenderConfig> sources) {
    List<Violation> violations = new ArrayList<>();
    Set<String> seen = new HashSet<>(Set.of(source));
    for (int i = 0; i < sources.size(); i++) {
      SenderConfig sender = sources.get(i);
      if (!seen.add(sender.address())) {
        violations.add(
            new Violation(i, "\"" + sender.address() + "\" is listed twice", "Remove one of them"));
      } else if (sender.actualTon() == SenderConfig.ALPHANUMERIC
          && sender.address().length() > MAX_ALPHANUMERIC_CHARACTERS) {
        violations.add(
            new Violation(
                i,
                "an alphanumeric address has at most "
                    + MAX_ALPHANUMERIC_CHARACTERS
                    + " characters",
                "Shorten it, or set ton to the type of a number"));
      }
    }
    return violations;
  }
}
