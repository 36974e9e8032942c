package dev.notifier.testing.architecture.broken.replies;

import dev.notifier.testing.architecture.broken.store.Table;
import org.jspecify.annotations.NullMarked;

/** Depends on a forbidden module. */
@NullMarked
public record Answer(Table wrong) {}
