package dev.notifier.testing.architecture.broken.contracts;

import dev.notifier.testing.architecture.broken.templates.Text;
import org.jspecify.annotations.NullMarked;

/** Depends on a module that depends on it. */
@NullMarked
public record Contract(Text text) {}
