package dev.notifier.api.users;

import dev.notifier.api.access.KeysOfUsers;
import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.security.Caller;
import dev.notifier.store.access.StoredKey;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.templates.AuditInfo;
import dev.notifier.store.templates.TemplateHandOver;
import dev.notifier.store.users.StoredUser;
import dev.notifier.store.users.UserOverview;
import dev.notifier.store.users.UserOverviews;
import dev.notifier.store.users.UserStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes users, each in one transaction with its entry in the audit. The entry has neither links
 * nor full names. Thread-safe.
 */
final class UserChanges {
  /** Every instance reads users at each change of theirs, and people look through the list. */
  static final UserStore.Limits LIMITS = new UserStore.Limits(1_000, 200);

  private final UserStore store;
  private final UserOverviews overviews;
  private final UserCredentials credentials;
  private final TemplateHandOver templates;
  private final KeysOfUsers keys;
  private final AuditTrail audit;

  UserChanges(
      UserStore store,
      UserOverviews overviews,
      UserCredentials credentials,
      TemplateHandOver templates,
      KeysOfUsers keys,
      AuditTrail audit) {
    this.store = store;
    this.overviews = overviews;
    this.credentials = credentials;
    this.templates = templates;
    this.keys = keys;
    this.audit = audit;
  }

  /**
   * Stores a new user, with a one-time link.
   *
   * @return empty if the name is taken or the tenant has too many users
   */
  Optional<UserDocument> insert(UserStore.NewUser user, String by) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("tenant", user.tenant());
    detail.putAll(given(user.roles(), user.rights()));
    Target target = new Target("user", user.name());
    return changing(
        user.id(),
        () ->
            store
                .insert(user, by, LIMITS)
                .map(stored -> document(stored, credentials.newLink(stored.id(), false))),
        done -> done.isPresent() ? new Change(target, null, null, detail) : null);
  }

  /**
   * Gives a user another full name, roles and rights. If the user gets some in addition, an open
   * link ends.
   *
   * @param next with the version of the present one
   * @return empty if another change was first
   */
  Optional<UserDocument> update(StoredUser stored, StoredUser next, String by) {
    Map<String, Object> before = given(stored.roles(), stored.rights());
    Map<String, Object> after = given(next.roles(), next.rights());
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("version", stored.version() + 1);
    if (!stored.fullName().equals(next.fullName())) {
      detail.put("fullNameChanged", true);
    }
    if (!before.equals(after)) {
      detail.put("before", before);
      detail.put("after", after);
    }
    return changing(
        stored.id(),
        () ->
            store
                .update(next, by)
                .map(done -> {
                  if (!isWithin(next, stored)) {
                    // Who has made the link may lack what the user gets.
                    store.endLink(done.id());
                  }
                  return document(done, null);
                }),
        done -> done.isPresent() ? Change.of(detail) : null);
  }

  /**
   * Makes another one-time link.
   *
   * @param check of the user as he is in the transaction; throws if he may not get one
   */
  UserDocument link(StoredUser user, boolean resetFactors, Consumer<StoredUser> check) {
    return changing(
        user.id(),
        () -> {
          StoredUser locked = store.lockByName(user.name()).orElseThrow();
          check.accept(locked);
          return document(locked, credentials.newLink(user.id(), resetFactors));
        },
        _ -> Change.of(Map.of("resetFactors", resetFactors)));
  }

  /** Ends one session; false if it is none of the user, or has ended. */
  boolean endSession(StoredUser user, UUID session, String reason) {
    return changing(
        user.id(),
        () -> credentials.endSession(user.id(), session, reason),
        done -> done ? Change.of(Map.of("session", session.toString())) : null);
  }

  UserDocument endSessions(StoredUser user, String reason) {
    return changing(
        user.id(),
        () -> {
          credentials.endSessions(user.id(), reason);
          return document(user, null);
        },
        _ -> Change.of(reason, Map.of()));
  }

  /**
   * Disables a user, ends the sessions, revokes the keys that the user has made, and hands over
   * what the user is responsible for. For a disabled user, only the last two.
   *
   * @param check of the user who takes over, as he is in the transaction; empty if there is none
   *     with the name; throws if he may not
   */
  UserDocument disable(
      StoredUser user,
      Caller caller,
      UserCommands.Disabling order,
      Consumer<Optional<StoredUser>> check) {
    Disabled done =
        changing(
            user.id(),
            () -> disabled(user, caller, order, check),
            result -> result.isChange() ? Change.of(order.reason(), result.detail()) : null);
    keys.changed(done.keys());
    return done.document();
  }

  private Disabled disabled(
      StoredUser user,
      Caller caller,
      UserCommands.Disabling order,
      Consumer<Optional<StoredUser>> check) {
    String to = order.handOverTo();
    if (to != null) {
      check.accept(store.lockByName(to));
    }
    boolean disabled = store.disable(user.id(), caller.name()).isPresent();
    credentials.endSessions(user.id(), order.reason());
    List<StoredKey> changed = new ArrayList<>();
    if (order.revokesKeys()) {
      changed.addAll(keys.revokeMadeBy(Caller.USER_PREFIX + user.name(), caller.name()));
    }
    int revoked = changed.size();
    UserDocument.HandedOver handedOver =
        to == null ? null : handOver(user, to, caller, order.reason(), changed);
    UserOverview overview = overviews.find(user.name()).orElseThrow();
    return new Disabled(
        disabled, UserDocument.ofDisabled(overview, handedOver, revoked), List.copyOf(changed));
  }

  private record Disabled(boolean disabled, UserDocument document, List<StoredKey> keys) {
    boolean isChange() {
      UserDocument.HandedOver over = document.handedOver();
      return disabled || !keys.isEmpty() || (over != null && over.drafts() + over.versions() > 0);
    }

    Map<String, Object> detail() {
      Map<String, Object> detail = new LinkedHashMap<>();
      detail.put("revokedKeys", Objects.requireNonNullElse(document.revokedKeys(), 0));
      UserDocument.HandedOver over = document.handedOver();
      if (over != null) {
        detail.put("handedOverTo", over.to());
        detail.put("drafts", over.drafts());
        detail.put("versions", over.versions());
        detail.put("keys", over.keys());
      }
      return detail;
    }
  }

  private UserDocument.HandedOver handOver(
      StoredUser user, String to, Caller caller, String reason, List<StoredKey> changed) {
    String former = Caller.USER_PREFIX + user.name();
    String next = Caller.USER_PREFIX + to;
    TemplateHandOver.Counts counts =
        templates.handOver(former, next, new AuditInfo(caller.name(), reason));
    List<StoredKey> owned = keys.changeOwner(user.tenant(), former, next, caller.name());
    changed.addAll(owned);
    return new UserDocument.HandedOver(to, counts.drafts(), counts.versions(), owned.size());
  }

  /**
   * Lets a disabled user sign in again.
   *
   * @return empty if the tenant has too many active users, or if another change was first
   */
  Optional<UserDocument> enable(StoredUser user, String by) {
    return changing(
        user.id(),
        () ->
            store
                .enable(user, by, LIMITS)
                .map(done -> {
                  store.endLink(done.id());
                  return document(done, null);
                }),
        done -> done.isPresent() ? Change.of(Map.of("version", user.version() + 1)) : null);
  }

  private static boolean isWithin(StoredUser next, StoredUser stored) {
    return stored.roles().containsAll(next.roles()) && stored.rights().containsAll(next.rights());
  }

  private <T> T changing(UUID user, Supplier<T> change, Function<T, @Nullable Change> done) {
    T result = StoreAccess.call(() -> audit.change(change, done));
    credentials.changed(user);
    return result;
  }

  /** The user as the transaction has left him. */
  private UserDocument document(StoredUser user, @Nullable String link) {
    UserOverview overview = overviews.find(user.name()).orElseThrow();
    return UserDocument.of(overview, link);
  }

  private static Map<String, Object> given(List<String> roles, List<String> rights) {
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("roles", roles);
    given.put("rights", rights);
    return given;
  }
}
