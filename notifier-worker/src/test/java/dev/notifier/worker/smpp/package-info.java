/** Tests. */
@NullMarked
package dev.notifier.worker.smpp;

import org.jspecify.annotations.NullMarked;
