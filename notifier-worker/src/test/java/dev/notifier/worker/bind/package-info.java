/** Tests. */
@NullMarked
package dev.notifier.worker.bind;

import org.jspecify.annotations.NullMarked;
