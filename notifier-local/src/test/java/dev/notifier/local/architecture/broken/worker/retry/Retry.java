package dev.notifier.local.architecture.broken.worker.retry;

import dev.notifier.local.architecture.broken.worker.plan.Plan;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Calls another stage. */
@NullMarked
public record Retry(@Nullable Plan next) {}
