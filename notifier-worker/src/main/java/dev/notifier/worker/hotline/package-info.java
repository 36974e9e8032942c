/** Sends to the hotline what agents hand over, and who wants to be called. */
@NullMarked
package dev.notifier.worker.hotline;

import org.jspecify.annotations.NullMarked;
