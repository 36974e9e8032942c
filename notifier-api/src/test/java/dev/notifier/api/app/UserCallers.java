package dev.notifier.api.app;

import dev.notifier.contracts.access.Right;
import dev.notifier.contracts.access.Role;
import java.util.Set;

/** Signs in users for tests. */
interface UserCallers {
  /**
   * The token of a session of a user, whose second factor was given just now.
   *
   * @param name of the user, who need not be stored
   */
  String token(String tenant, String name, Set<Role> roles, Set<Right> rights);
}
