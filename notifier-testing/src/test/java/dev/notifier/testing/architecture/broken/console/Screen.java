package dev.notifier.testing.architecture.broken.console;

import dev.notifier.testing.architecture.broken.store.Table;
import org.jspecify.annotations.NullMarked;

/** Depends on a forbidden module. */
@NullMarked
public record Screen(Table wrong) {}
