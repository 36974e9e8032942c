package dev.notifier.templates.language.parse;

import org.jspecify.annotations.Nullable;

/**
 * A filter where it is used.
 *
 * @param argument a constant, or null
 */
public record FilterCall(Filter filter, @Nullable Operand argument, int at) {}
