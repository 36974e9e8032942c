package dev.notifier.store;

import java.util.UUID;

/** Whose carrier id it is. */
public record MessageIdOwner(String account, String carrierId, UUID notification, int part) {}
