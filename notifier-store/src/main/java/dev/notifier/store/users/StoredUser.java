package dev.notifier.store.users;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user with its history. Immutable.
 *
 * @param version begins with 1
 * @param name what the user types to sign in; it never changes
 * @param fullName for people
 * @param roles ids of roles; a role that this program does not know gives no right
 * @param rights ids of rights that no role includes
 * @param createdBy the name of the caller
 * @param changedBy the name of the caller
 * @param disabledAt since when the user cannot sign in; null = the user can
 * @param disabledBy the name of the caller; null if the user is not disabled
 */
public record StoredUser(
    UUID id,
    int version,
    String tenant,
    String name,
    String fullName,
    List<String> roles,
    List<String> rights,
    Instant createdAt,
    String createdBy,
    Instant changedAt,
    String changedBy,
    @Nullable Instant disabledAt,
    @Nullable String disabledBy) {
  public StoredUser {
    roles = List.copyOf(roles);
    rights = List.copyOf(rights);
  }

  /** Whether the user may sign in. */
  public boolean isActive() {
    return disabledAt == null;
  }
}
