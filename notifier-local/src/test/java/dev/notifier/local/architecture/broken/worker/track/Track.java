package dev.notifier.local.architecture.broken.worker.track;

import dev.notifier.local.architecture.broken.worker.retry.Retry;
import org.jspecify.annotations.NullMarked;

/** Calls another stage. */
@NullMarked
public record Track(Retry next) {}
