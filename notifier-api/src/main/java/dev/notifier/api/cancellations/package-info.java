/** Cancels notifications that no carrier has yet, and shows what became of them. */
@NullMarked
package dev.notifier.api.cancellations;

import org.jspecify.annotations.NullMarked;
