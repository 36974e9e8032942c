package dev.notifier.local.architecture.broken.local;

import dev.notifier.local.architecture.broken.testing.Server;
import org.jspecify.annotations.NullMarked;

/** May know everything but the parts of tests; known by one who must not. */
@NullMarked
public record Everything(Server server) {}
