package dev.notifier.testing.architecture.broken.api;

import dev.notifier.testing.architecture.broken.smsc.Smsc;
import org.jspecify.annotations.NullMarked;

/** Depends on the simulator. */
@NullMarked
public record Endpoint(Smsc smsc) {}
