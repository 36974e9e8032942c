package dev.notifier.console.web;

import dev.notifier.contracts.access.Practice;
import dev.notifier.contracts.access.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The user of the console, from {@code GET /v1/me}.
 *
 * @param name null before the sign-in is complete
 * @param stage of the sign-in
 * @param scopes what the session allows now; null means all: the holder of a key of the
 *     configuration, for which the HTTP interface decides
 * @param secondFactorUntil until when the second factor is fresh
 * @param rights that were given beside the roles, such as {@code personal-data}; its scope is held
 *     only while the second factor is fresh
 * @param practice whether the holder of a key practises; the scopes say it of users
 */
public record Account(
    @Nullable String name,
    @Nullable String fullName,
    @Nullable String tenant,
    @Nullable String stage,
    @Nullable List<String> scopes,
    @Nullable List<String> secondFactors,
    @Nullable Instant secondFactorUntil,
    @Nullable List<String> rights,
    boolean practice) {
  private static final String COMPLETE = "complete";
  private static final Set<String> PRACTICE =
      Practice.SCOPES.stream().map(Scope::id).collect(Collectors.toUnmodifiableSet());

  /**
   * The holder of a key of the configuration.
   *
   * @param practice whether only what can be practised is allowed
   */
  static Account administrator(boolean practice) {
    return new Account("api", null, null, COMPLETE, null, List.of(), null, List.of(), practice);
  }

  /** Whether the person may use the pages. */
  public boolean isComplete() {
    return COMPLETE.equals(stage);
  }

  /** Whether it is the holder of a key, who has no second factor. */
  public boolean isKey() {
    return scopes == null;
  }

  /** Whether a scope is held, such as {@code routes:read}. */
  public boolean has(String scope) {
    return scopes == null ? !practice || PRACTICE.contains(scope) : scopes.contains(scope);
  }

  /** Whether numbers and texts can be seen in clear: now, or when the second factor is fresh. */
  public boolean mayReveal() {
    return has("personal-data:read") || (rights != null && rights.contains("personal-data"));
  }

  /** Whether a command that needs a fresh second factor is accepted without a code. */
  public boolean isFresh(Instant now) {
    return isKey() || (secondFactorUntil != null && now.isBefore(secondFactorUntil));
  }

  /** What the HTTP interface calls the person where it says who has done something. */
  public String caller() {
    return isKey() ? "api" : "user:" + name;
  }

  /** Whether an authenticator app can be used as the second factor. */
  public boolean hasApp() {
    return secondFactors != null && secondFactors.contains("totp");
  }

  /** Whether a passkey can be used as the second factor. */
  public boolean hasPasskey() {
    return secondFactors != null && secondFactors.contains("passkey");
  }

  /** What the page calls the person. */
  public String shownName() {
    if (fullName != null && !fullName.isBlank()) {
      return fullName;
    }
    return name == null ? "" : name;
  }
}
