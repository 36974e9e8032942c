package dev.notifier.testing.architecture.broken.worker.utils;

import org.jspecify.annotations.NullMarked;

/** Is in a package without a purpose. */
@NullMarked
public record Helper() {}
