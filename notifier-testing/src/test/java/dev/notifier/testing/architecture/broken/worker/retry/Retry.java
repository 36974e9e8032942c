package dev.notifier.testing.architecture.broken.worker.retry;

import dev.notifier.testing.architecture.broken.worker.plan.Plan;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Depends on another stage, and sends requests of its own. */
@NullMarked
public record Retry(@Nullable Plan next, HttpGet request) {}
