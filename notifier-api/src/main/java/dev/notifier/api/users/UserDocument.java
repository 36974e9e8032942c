package dev.notifier.api.users;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.store.users.StoredUser;
import dev.notifier.store.users.UserOverview;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user as administrators see it.
 *
 * @param state whether the user may sign in: {@link #ACTIVE} or {@link #DISABLED}
 * @param linkExpiresAt when the one-time link ends; null if there is none
 * @param sessions how many are valid
 * @param link the secret of the one-time link; null except in the one response after it was made
 * @param handedOver null except in the response to a hand-over
 * @param revokedKeys how many keys were revoked; null except in the response to disabling
 */
record UserDocument(
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
    Instant changedAt,
    String changedBy,
    @Nullable Instant disabledAt,
    @Nullable String disabledBy,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String link,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable HandedOver handedOver,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer revokedKeys) {
  static final String ACTIVE = "active";
  static final String DISABLED = "disabled";

  /**
   * A page of users.
   *
   * @param next the {@code after} of the next page; null on the last page
   */
  record All(List<UserDocument> users, @Nullable String next) {}

  /**
   * With what the user can sign in.
   *
   * @param password whether the first link was used
   * @param recoveryCodes how many are left
   */
  record Factors(boolean password, boolean totp, int passkeys, int recoveryCodes) {}

  /**
   * What another user has got.
   *
   * @param versions in review
   */
  record HandedOver(String to, int drafts, int versions, int keys) {}

  /** The valid sessions of a user. */
  record Sessions(List<Session> sessions) {}

  /** A session; see {@link UserOverview.Session}. */
  record Session(
      String id,
      Instant createdAt,
      Instant lastUsedAt,
      Instant expiresAt,
      String network,
      String program,
      @Nullable String secondFactor,
      @Nullable Instant secondFactorAt) {
    static Session of(UserOverview.Session stored) {
      return new Session(
          stored.id().toString(),
          stored.createdAt(),
          stored.lastUsedAt(),
          stored.expiresAt(),
          stored.network(),
          stored.program(),
          stored.secondFactor(),
          stored.secondFactorAt());
    }
  }

  static UserDocument of(UserOverview overview) {
    return of(overview, null);
  }

  static UserDocument of(UserOverview overview, @Nullable String link) {
    return of(overview, link, null, null);
  }

  /** The response to disabling a user. */
  static UserDocument ofDisabled(
      UserOverview overview, @Nullable HandedOver handedOver, int revokedKeys) {
    return of(overview, null, handedOver, revokedKeys);
  }

  private static UserDocument of(
      UserOverview overview,
      @Nullable String link,
      @Nullable HandedOver handedOver,
      @Nullable Integer revokedKeys) {
    StoredUser user = overview.user();
    return new UserDocument(
        user.name(),
        user.version(),
        user.tenant(),
        user.fullName(),
        user.roles(),
        user.rights(),
        user.isActive() ? ACTIVE : DISABLED,
        new Factors(
            overview.hasPassword(),
            overview.hasTotp(),
            overview.passkeys(),
            overview.recoveryCodes()),
        overview.lastSignInAt(),
        overview.sessions(),
        overview.linkExpiresAt(),
        user.createdAt(),
        user.createdBy(),
        user.changedAt(),
        user.changedBy(),
        user.disabledAt(),
        user.disabledBy(),
        link,
        handedOver,
        revokedKeys);
  }

  /** Omits the link and the name for people. */
  @Override
  public String toString() {
    return "UserDocument[" + name + "]";
  }
}
