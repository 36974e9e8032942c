package dev.notifier.testing.architecture.broken.testing;

import dev.notifier.testing.architecture.broken.smsc.Smsc;
import org.jspecify.annotations.NullMarked;

/** Depends on a module, whose tests then could not use it. */
@NullMarked
public record Server(Smsc smsc) {}
