package dev.notifier.testing.architecture.broken.local;

import dev.notifier.testing.architecture.broken.testing.Server;
import org.jspecify.annotations.NullMarked;

/** Depends on the module for tests; other modules depend on it. */
@NullMarked
public record Everything(Server server) {}
