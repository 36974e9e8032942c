package dev.notifier.testing.architecture.broken.worker.inbound;

import dev.notifier.testing.architecture.broken.worker.track.Track;
import org.jspecify.annotations.NullMarked;

/** Depends on another stage. */
@NullMarked
public record Inbound(Track previous) {}
