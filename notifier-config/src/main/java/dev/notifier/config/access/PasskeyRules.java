package dev.notifier.config.access;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The rules between the keys under {@code notifier.users.passkeys}. */
public final class PasskeyRules {
  private PasskeyRules() {}

  /**
   * A rule that the settings break.
   *
   * @param key below {@code notifier.users.passkeys}
   */
  public record Violation(String key, String problem, String advice) {}

  /**
   * Returns all violations.
   *
   * @param passkeys a value that is invalid on its own breaks none of them
   */
  public static List<Violation> check(PasskeysConfig passkeys) {
    String domain = passkeys.relyingPartyId();
    if (domain.isEmpty()) {
      return passkeys.origins().isEmpty()
          ? List.of()
          : List.of(
              new Violation(
                  "relying-party-id",
                  "it is empty, but origins are set",
                  "Set the domain of the origins, or remove them"));
    }
    if (passkeys.origins().isEmpty()) {
      return List.of(
          new Violation(
              "origins",
              "there is none, but relying-party-id is set",
              "Set the address of the console, such as https://" + domain));
    }
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i < passkeys.origins().size(); i++) {
      String host = host(passkeys.origins().get(i));
      if (!host.isEmpty() && !host.equals(domain) && !host.endsWith("." + domain)) {
        violations.add(
            new Violation(
                "origins[" + i + "]",
                "its host is neither " + domain + " nor below it, so browsers refuse it",
                "Correct it, or set another relying-party-id"));
      }
    }
    return violations;
  }

  private static String host(String origin) {
    try {
      return Objects.requireNonNullElse(URI.create(origin).getHost(), "");
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
