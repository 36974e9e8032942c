package dev.notifier.api.security;

import dev.notifier.contracts.access.KeyKind;
import dev.notifier.contracts.access.KeyPermissions;

/**
 * The stored key of a caller. Immutable.
 *
 * @param id the readable part of the key
 * @param permissions what it may send, and from where it is accepted
 * @param reduced whether the scopes are fewer than those of the key, because the keys have not been
 *     read for some time
 */
public record CallerKey(String id, KeyKind kind, KeyPermissions permissions, boolean reduced) {}
