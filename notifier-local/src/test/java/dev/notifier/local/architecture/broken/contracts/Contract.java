package dev.notifier.local.architecture.broken.contracts;

import dev.notifier.local.architecture.broken.templates.Text;
import org.jspecify.annotations.NullMarked;

/** Knows a module above it, which knows it in turn. */
@NullMarked
public record Contract(Text text) {}
