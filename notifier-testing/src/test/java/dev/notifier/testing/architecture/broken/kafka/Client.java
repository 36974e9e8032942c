package dev.notifier.testing.architecture.broken.kafka;

import dev.notifier.testing.architecture.broken.store.Table;
import org.jspecify.annotations.NullMarked;

/** Depends on a forbidden module. */
@NullMarked
public record Client(Table wrong) {}
