/** Tests. */
@NullMarked
package dev.notifier.worker.send.rate;

import org.jspecify.annotations.NullMarked;
