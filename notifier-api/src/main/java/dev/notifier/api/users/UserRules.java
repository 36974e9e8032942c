package dev.notifier.api.users;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.NearNames;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.HeldScopes;
import dev.notifier.contracts.access.ReservedNames;
import dev.notifier.contracts.access.Right;
import dev.notifier.contracts.access.Role;
import dev.notifier.contracts.access.UserScopes;
import dev.notifier.contracts.tenants.Tenants;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the fields of a user mean. No one can give a user roles and rights with scopes that the
 * caller lacks. Used for one form.
 */
final class UserRules {
  private static final List<String> ROLES = Arrays.stream(Role.values()).map(Role::id).toList();
  private static final List<String> RIGHTS = Arrays.stream(Right.values()).map(Right::id).toList();

  private static final Pattern NUMBER = Pattern.compile("[0-9]{7}");

  private final UserForm form;
  private final List<Violation> violations = new ArrayList<>();

  UserRules(UserForm form) {
    this.form = form;
  }

  /** Requires a name that means nothing else in the audit, and a full name that can be read. */
  void checkNames() {
    if (ReservedNames.contains(form.name())) {
      add(
          "/name",
          "These names are reserved: "
              + String.join(", ", ReservedNames.all())
              + ". Choose another one.");
    }
    if (NUMBER.matcher(form.name()).find()) {
      // The audit has no phone numbers.
      add("/name", "A name has at most 6 digits in a row. Choose another one.");
    }
    if (form.fullName().isBlank()) {
      add("/fullName", "The full name is blank. Send the name of the person.");
    }
  }

  /**
   * The roles of the form, each once, in the order in which this program lists them.
   *
   * @param known the present ones of the user, which may stay although this program does not know
   *     them
   */
  List<String> roles(List<String> known) {
    checkIds("/roles/", form.roles(), known, ROLES, id -> Role.of(id).isPresent());
    return ordered(ROLES, form.roles());
  }

  /**
   * The rights of the form; see {@link #roles}.
   *
   * @param tenant of the user
   */
  List<String> rights(List<String> known, String tenant) {
    for (int i = 0; i < form.givenRights().size(); i++) {
      String id = form.givenRights().get(i);
      boolean national = Right.of(id).filter(right -> right.scope().isNationalOnly()).isPresent();
      if (national && !Tenants.isNational(tenant)) {
        add("/rights/" + i, "Only users of the tenant default can have " + id + ". Leave it out.");
      }
    }
    checkIds("/rights/", form.givenRights(), known, RIGHTS, id -> Right.of(id).isPresent());
    return ordered(RIGHTS, form.givenRights());
  }

  private static List<String> ordered(List<String> all, List<String> given) {
    Set<String> ordered = new LinkedHashSet<>(all);
    ordered.retainAll(given);
    ordered.addAll(given);
    return List.copyOf(ordered);
  }

  private void checkIds(
      String pointer,
      List<String> ids,
      List<String> known,
      List<String> all,
      Predicate<String> exists) {
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      if (!exists.test(id) && !known.contains(id)) {
        add(
            pointer + i,
            "There is no "
                + id
                + " here. Use "
                + String.join(", ", all)
                + "."
                + NearNames.suggestion(id, all));
      }
    }
  }

  /**
   * Requires that a caller may do all that these roles and rights allow.
   *
   * @throws ProblemException if a scope is missing
   */
  static void requireHeld(Caller caller, String tenant, List<String> roles, List<String> rights) {
    HeldScopes.require(caller, UserScopes.of(tenant, roles, rights));
  }

  /** Adds a violation. */
  void add(String pointer, String detail) {
    violations.add(new Violation(pointer, ErrorCode.INVALID_USER, detail));
  }

  /**
   * Ends the check.
   *
   * @throws ProblemException if there are violations
   */
  void reject() {
    if (!violations.isEmpty()) {
      throw new ProblemException(Problem.of(violations));
    }
  }
}
