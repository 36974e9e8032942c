package dev.notifier.contracts.access;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * How a person learns to work with the system: with the data of the test tenant, so that each
 * message takes a route for tests and none reaches anyone.
 */
public final class Practice {
  /** The header of a request in which a person practises; its value is {@code true}. */
  public static final String HEADER = "Notifier-Practice";

  /**
   * What can be done so, if the person may do it otherwise, too. None changes what others use:
   * routes, templates, keys, users, opt-outs.
   */
  public static final Set<Scope> SCOPES =
      Collections.unmodifiableSet(
          EnumSet.of(
              Scope.EVENTS_WRITE,
              Scope.NOTIFICATIONS_READ,
              Scope.NOTIFICATIONS_CANCEL,
              Scope.PERSONAL_DATA_READ,
              Scope.BATCHES_READ,
              Scope.BATCHES_WRITE,
              Scope.BATCHES_RELEASE,
              Scope.INBOX_READ,
              Scope.INBOX_WRITE,
              Scope.TEMPLATES_READ,
              Scope.KNOWLEDGE_READ,
              Scope.EVENT_TYPES_READ,
              Scope.REPORTS_READ));

  private Practice() {}
}
