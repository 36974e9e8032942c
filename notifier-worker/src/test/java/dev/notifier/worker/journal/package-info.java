/** Tests. */
@NullMarked
package dev.notifier.worker.journal;

import org.jspecify.annotations.NullMarked;
