package dev.notifier.api.security;

import dev.notifier.contracts.access.KeyKind;
import dev.notifier.contracts.access.KeyPermissions;
import java.time.Instant;

/**
 * The stored key of a caller. Immutable.
 *
 * @param id the readable part of the key
 * @param permissions what it may send, and from where it is accepted
 * @param reduced whether the scopes are fewer than those of the key, because the keys have not been
 *     read for some time
 * @param expiresAt when the key ends
 * @param former whether the caller has the secret before the last rotation, which may not manage
 */
public record CallerKey(
    String id,
    KeyKind kind,
    KeyPermissions permissions,
    boolean reduced,
    Instant expiresAt,
    boolean former) {}
