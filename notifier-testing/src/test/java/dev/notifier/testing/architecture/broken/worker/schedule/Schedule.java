package dev.notifier.testing.architecture.broken.worker.schedule;

import dev.notifier.testing.architecture.broken.worker.plan.Plan;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Depends on another stage. */
@NullMarked
public record Schedule(@Nullable Plan next) {}
