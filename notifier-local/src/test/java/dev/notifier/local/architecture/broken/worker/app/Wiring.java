package dev.notifier.local.architecture.broken.worker.app;

import org.jspecify.annotations.NullMarked;

/** Known by a room that it puts together. */
@NullMarked
public record Wiring() {}
