package dev.notifier.local.architecture.broken.local;

import org.jspecify.annotations.NullMarked;

/** May know everything; known by one who must not. */
@NullMarked
public record Everything() {}
