package dev.notifier.console.users;

import dev.notifier.contracts.access.Right;
import dev.notifier.contracts.access.Role;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user of {@code GET /v1/users}.
 *
 * @param link secret of a one-time link that was made just now
 */
record UserView(
    String name,
    int version,
    String tenant,
    String fullName,
    List<String> roles,
    List<String> rights,
    String state,
    Factors factors,
    @Nullable Instant lastSignInAt,
    int sessions,
    @Nullable Instant linkExpiresAt,
    Instant createdAt,
    String createdBy,
    @Nullable Instant disabledAt,
    @Nullable String disabledBy,
    @Nullable String link) {

  /** The roles, in the order of the form. */
  static final List<String> ROLES = Arrays.stream(Role.values()).map(Role::id).toList();

  /** What no role includes. */
  static final List<String> RIGHTS = Arrays.stream(Right.values()).map(Right::id).toList();

  /** A page of users. */
  record All(List<UserView> users, @Nullable String next) {}

  /** How the user signs in. */
  record Factors(boolean password, boolean totp, int passkeys, int recoveryCodes) {}

  /** A session of the user. */
  record Session(
      String id,
      Instant createdAt,
      Instant lastUsedAt,
      String network,
      String program,
      @Nullable String secondFactor) {}

  /** The valid sessions. */
  record Sessions(List<Session> sessions) {}

  boolean isActive() {
    return state.equals("active");
  }

  /** Does not contain the link. */
  @Override
  public String toString() {
    return "UserView[" + name + "]";
  }
}
