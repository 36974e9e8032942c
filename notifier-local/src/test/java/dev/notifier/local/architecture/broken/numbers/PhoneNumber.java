package dev.notifier.local.architecture.broken.numbers;

import dev.notifier.local.architecture.broken.store.Table;
import org.jspecify.annotations.NullMarked;

/** Uses a module that it must not know. */
@NullMarked
public record PhoneNumber(Table wrong) {}
