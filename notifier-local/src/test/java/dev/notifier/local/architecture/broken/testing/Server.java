package dev.notifier.local.architecture.broken.testing;

import dev.notifier.local.architecture.broken.smsc.Centre;
import org.jspecify.annotations.NullMarked;

/** Knows a module, which tests of that module could not use then. */
@NullMarked
public record Server(Centre centre) {}
