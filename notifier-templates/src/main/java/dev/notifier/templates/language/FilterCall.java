package dev.notifier.templates.language;

import org.jspecify.annotations.Nullable;

/**
 * A filter where it is used.
 *
 * @param argument a constant, or null
 */
record FilterCall(Filter filter, @Nullable Operand argument, int at) {}
