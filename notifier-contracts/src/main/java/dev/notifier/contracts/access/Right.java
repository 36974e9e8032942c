package dev.notifier.contracts.access;

import java.util.Arrays;
import java.util.Optional;

/** What a user may do in addition to the {@linkplain Role roles}; no role includes it. */
public enum Right {
  /** See numbers, texts and locales in clear. */
  PERSONAL_DATA("personal-data", Scope.PERSONAL_DATA_READ),
  /** Export data. */
  EXPORT("export", Scope.EXPORT),
  /** Look up the messages of all tenants; only for users of the tenant {@code default}. */
  ALL_TENANTS("all-tenants", Scope.ALL_TENANTS_READ);

  private final String id;
  private final Scope scope;

  Right(String id, Scope scope) {
    this.id = id;
    this.scope = scope;
  }

  /** Such as {@code personal-data}. */
  public String id() {
    return id;
  }

  /** The scope that it gives. */
  public Scope scope() {
    return scope;
  }

  /** The right with this id. */
  public static Optional<Right> of(String id) {
    return Arrays.stream(values()).filter(right -> right.id.equals(id)).findFirst();
  }
}
