package dev.notifier.local.architecture.broken.worker.utils;

import org.jspecify.annotations.NullMarked;

/** In a package that is named after nothing. */
@NullMarked
public record Rest() {}
