/** Compares what a person has got with what was sent. */
@NullMarked
package dev.notifier.replies.comparison;

import org.jspecify.annotations.NullMarked;
