package dev.notifier.local.architecture.broken.api;

import dev.notifier.local.architecture.broken.smsc.Centre;
import org.jspecify.annotations.NullMarked;

/** Knows the simulator. */
@NullMarked
public record Door(Centre centre) {}
