/** Tests. */
@NullMarked
package dev.notifier.console.batches;

import org.jspecify.annotations.NullMarked;
