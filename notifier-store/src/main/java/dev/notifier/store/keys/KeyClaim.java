package dev.notifier.store.keys;

import java.util.UUID;

/**
 * A message that is sent if no other one was sent about its fact.
 *
 * @param notification its id
 * @param always whether it is sent in any case, because it corrects another one; then it counts for
 *     later ones
 */
public record KeyClaim(BusinessKey key, UUID notification, String tenant, boolean always) {}
