package dev.notifier.local.architecture.broken.config;

import dev.notifier.local.architecture.broken.local.Everything;
import org.jspecify.annotations.NullMarked;

/** Uses a module that it must not know. */
@NullMarked
public record Setting(Everything wrong) {}
