package dev.notifier.testing.architecture.broken.worker.track;

import dev.notifier.testing.architecture.broken.worker.retry.Retry;
import org.jspecify.annotations.NullMarked;

/** Depends on another stage. */
@NullMarked
public record Track(Retry next) {}
