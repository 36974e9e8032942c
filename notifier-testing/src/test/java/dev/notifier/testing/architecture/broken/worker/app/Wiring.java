package dev.notifier.testing.architecture.broken.worker.app;

import org.jspecify.annotations.NullMarked;

/** Used by a package that it wires. */
@NullMarked
public record Wiring() {}
