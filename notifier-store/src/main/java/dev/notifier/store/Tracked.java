package dev.notifier.store;

import java.util.UUID;

/** A notification's row as track reads it. */
public record Tracked(UUID id, Origin origin, Standing standing) {}
