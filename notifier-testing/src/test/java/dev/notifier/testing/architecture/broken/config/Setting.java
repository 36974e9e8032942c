package dev.notifier.testing.architecture.broken.config;

import dev.notifier.testing.architecture.broken.local.Everything;
import org.jspecify.annotations.NullMarked;

/** Depends on a forbidden module. */
@NullMarked
public record Setting(Everything wrong) {}
