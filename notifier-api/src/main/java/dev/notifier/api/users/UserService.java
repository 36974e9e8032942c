package dev.notifier.api.users;

import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.PageRequest.Page;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.security.Caller;
import dev.notifier.store.access.KeyMakers;
import dev.notifier.store.access.TenantStore;
import dev.notifier.store.users.StoredUser;
import dev.notifier.store.users.UserOverview;
import dev.notifier.store.users.UserOverviews;
import dev.notifier.store.users.UserStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and changes users. A caller sees the users of its tenant only, except one of the tenant
 * {@code default} that manages tenants. Every method throws a {@link ProblemException} if it fails.
 * Thread-safe.
 */
final class UserService {
  private static final String BY_ADMINISTRATOR = "ended by an administrator";

  private static final Pattern SESSION =
      Pattern.compile("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

  private final UserStore store;
  private final UserOverviews overviews;
  private final UserChanges changes;
  private final TenantStore tenants;
  private final KeyMakers makers;
  private final Supplier<UUID> ids;

  /**
   * @param ids makes ids of users
   */
  UserService(
      UserStore store,
      UserOverviews overviews,
      UserChanges changes,
      TenantStore tenants,
      KeyMakers makers,
      Supplier<UUID> ids) {
    this.store = store;
    this.overviews = overviews;
    this.changes = changes;
    this.tenants = tenants;
    this.makers = makers;
    this.ids = ids;
  }

  /**
   * A page of users.
   *
   * @param active whether only active users, or only disabled ones; null = all
   */
  UserDocument.All all(Caller caller, @Nullable Boolean active, PageRequest request) {
    String after = request.afterUser();
    String tenant = caller.managesTenants() ? null : caller.tenant();
    Page<UserDocument> page =
        request
            .page(
                StoreAccess.call(
                    () -> overviews.page(tenant, active, after, request.elementsToRead())),
                overview -> overview.user().name())
            .map(UserDocument::of);
    return new UserDocument.All(page.elements(), page.next());
  }

  UserDocument find(Caller caller, String name) {
    return UserDocument.of(overview(caller, name));
  }

  /** The version in force. */
  int version(Caller caller, String name) {
    return visible(caller, name).version();
  }

  /** Makes a user; the document has a one-time link. */
  UserDocument create(Caller caller, UserForm form) {
    String tenant = form.tenant() == null ? caller.tenant() : form.tenant();
    UserRules rules = new UserRules(form);
    requireTenant(caller, tenant, rules);
    rules.checkNames();
    List<String> roles = rules.roles(List.of());
    List<String> rights = rules.rights(List.of(), tenant);
    UserRules.requireHeld(caller, tenant, roles, rights);
    rules.reject();
    UserStore.NewUser user =
        new UserStore.NewUser(ids.get(), tenant, form.name(), form.fullName(), roles, rights);
    return changes
        .insert(user, caller.name())
        .orElseThrow(() ->
            new ProblemException(
                StoreAccess.call(() -> store.findByName(form.name())).isPresent()
                    ? ErrorCode.USER_NAME_TAKEN
                    : ErrorCode.TOO_MANY_USERS));
  }

  /**
   * Changes a user.
   *
   * @param ifVersion the expected version; empty for any
   * @param patch a merge patch of the form
   */
  UserDocument change(Caller caller, String name, Optional<Integer> ifVersion, ObjectNode patch) {
    UserOverview overview = overview(caller, name);
    StoredUser stored = overview.user();
    if (ifVersion.filter(version -> version != stored.version()).isPresent()) {
      throw new ProblemException(ErrorCode.USER_VERSION_MISMATCH);
    }
    StoredUser next = changed(stored, UserForm.of(stored).patched(patch));
    if (next.equals(stored)) {
      return UserDocument.of(overview);
    }
    if (!hasRolesOf(next, stored) && isSelf(caller, stored)) {
      throw new ProblemException(ErrorCode.OWN_USER);
    }
    // What the user has already may stay, and may be taken away.
    UserRules.requireHeld(
        caller,
        stored.tenant(),
        added(next.roles(), stored.roles()),
        added(next.rights(), stored.rights()));
    return changes
        .update(stored, next, caller.name())
        .orElseThrow(() -> new ProblemException(ErrorCode.CONFLICT));
  }

  private static StoredUser changed(StoredUser stored, UserForm form) {
    UserRules rules = new UserRules(form);
    if (!form.name().equals(stored.name())) {
      rules.add("/name", "The name of a user cannot change. Make another user.");
    } else {
      rules.checkNames();
    }
    if (!stored.tenant().equals(form.tenant())) {
      rules.add("/tenant", "The tenant of a user cannot change. Make another user.");
    }
    List<String> roles = rules.roles(stored.roles());
    List<String> rights = rules.rights(stored.rights(), stored.tenant());
    rules.reject();
    return new StoredUser(
        stored.id(),
        stored.version(),
        stored.tenant(),
        stored.name(),
        form.fullName(),
        roles,
        rights,
        stored.createdAt(),
        stored.createdBy(),
        stored.changedAt(),
        stored.changedBy(),
        stored.disabledAt(),
        stored.disabledBy());
  }

  private static boolean hasRolesOf(StoredUser next, StoredUser stored) {
    return next.roles().equals(stored.roles()) && next.rights().equals(stored.rights());
  }

  private static List<String> added(List<String> next, List<String> present) {
    List<String> added = new ArrayList<>(next);
    added.removeAll(present);
    return added;
  }

  /**
   * Makes another one-time link. Anyone who has it can sign in as the user, so the caller must have
   * every scope of the user.
   *
   * @param resetFactors whether the use of the link removes the second factors
   */
  UserDocument link(Caller caller, String name, boolean resetFactors) {
    StoredUser user = visible(caller, name);
    requireOther(caller, user);
    return changes.link(
        user,
        resetFactors,
        locked -> {
          requireHeld(caller, locked);
          if (!locked.isActive()) {
            throw new ProblemException(ErrorCode.USER_DISABLED);
          }
        });
  }

  UserDocument.Sessions sessions(Caller caller, String name) {
    StoredUser user = visible(caller, name);
    return new UserDocument.Sessions(
        StoreAccess.call(() -> overviews.sessions(user.id())).stream()
            .map(UserDocument.Session::of)
            .toList());
  }

  /**
   * Ends one session.
   *
   * @param session its id, as the caller has sent it
   */
  void endSession(Caller caller, String name, String session) {
    StoredUser user = visible(caller, name);
    if (!SESSION.matcher(session).matches()
        || !changes.endSession(user, UUID.fromString(session), BY_ADMINISTRATOR)) {
      throw new ProblemException(ErrorCode.SESSION_NOT_FOUND);
    }
  }

  /** Ends all sessions. */
  UserDocument endSessions(Caller caller, String name, String reason) {
    return changes.endSessions(visible(caller, name), reason);
  }

  /**
   * Disables a user. Repeating it changes nothing, except that what the user is responsible for can
   * be handed over, and the keys revoked, later as well. No scope of the user is needed: it only
   * takes away.
   */
  UserDocument disable(Caller caller, String name, UserCommands.Disabling order) {
    StoredUser user = visible(caller, name);
    requireOther(caller, user);
    return changes.disable(user, caller, order, found -> requireSuccessor(user, found));
  }

  private static void requireSuccessor(StoredUser user, Optional<StoredUser> found) {
    boolean fits =
        found
            .filter(StoredUser::isActive)
            .filter(next -> next.tenant().equals(user.tenant()) && !next.id().equals(user.id()))
            .isPresent();
    if (!fits) {
      throw new ProblemException(
          Problem.of(
              List.of(
                  new Violation(
                      "/handOverTo",
                      ErrorCode.INVALID_USER,
                      "There is no other active user of the same tenant with this name. Send one"
                          + " that GET /v1/users lists, or omit the field."))));
    }
  }

  /** Lets a disabled user sign in again, with the present password, factors and roles. */
  UserDocument enable(Caller caller, String name) {
    UserOverview overview = overview(caller, name);
    StoredUser user = overview.user();
    if (user.isActive()) {
      return UserDocument.of(overview);
    }
    requireOther(caller, user);
    requireHeld(caller, user);
    return changes
        .enable(user, caller.name())
        .orElseThrow(() ->
            new ProblemException(
                version(caller, name) == user.version()
                    ? ErrorCode.TOO_MANY_USERS
                    : ErrorCode.CONFLICT));
  }

  private static void requireHeld(Caller caller, StoredUser user) {
    UserRules.requireHeld(caller, user.tenant(), user.roles(), user.rights());
  }

  private void requireOther(Caller caller, StoredUser user) {
    if (isSelf(caller, user)) {
      throw new ProblemException(ErrorCode.OWN_USER);
    }
  }

  /** Whether the caller is the user, or has a key that the user may know. */
  private boolean isSelf(Caller caller, StoredUser user) {
    String self = Caller.USER_PREFIX + user.name();
    return StoreAccess.call(() -> makers.haveCommonPerson(caller.name(), List.of(self)));
  }

  private void requireTenant(Caller caller, String tenant, UserRules rules) {
    boolean allowed = tenant.equals(caller.tenant()) || caller.managesTenants();
    if (!allowed || StoreAccess.call(() -> tenants.find(tenant)).isEmpty()) {
      rules.add(
          "/tenant",
          "There is no such tenant. Send one that GET /v1/tenants lists, or omit the field.");
    }
  }

  private UserOverview overview(Caller caller, String name) {
    return StoreAccess.call(() -> overviews.find(name))
        .filter(overview -> isVisible(caller, overview.user()))
        .orElseThrow(() -> new ProblemException(ErrorCode.USER_NOT_FOUND));
  }

  private StoredUser visible(Caller caller, String name) {
    return StoreAccess.call(() -> store.findByName(name))
        .filter(user -> isVisible(caller, user))
        .orElseThrow(() -> new ProblemException(ErrorCode.USER_NOT_FOUND));
  }

  private static boolean isVisible(Caller caller, StoredUser user) {
    return caller.managesTenants() || user.tenant().equals(caller.tenant());
  }
}
