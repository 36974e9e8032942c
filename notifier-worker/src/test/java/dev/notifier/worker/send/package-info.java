/** Tests. */
@NullMarked
package dev.notifier.worker.send;

import org.jspecify.annotations.NullMarked;
