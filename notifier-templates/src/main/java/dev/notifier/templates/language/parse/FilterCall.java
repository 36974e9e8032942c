package dev.notifier.templates.language.parse;

import org.jspecify.annotations.Nullable;

/**
 * A use of a filter.
 *
 * @param argument a constant, or null
 */
public record FilterCall(Filter filter, @Nullable Operand argument, int offset) {}
