/** Delivers the changes of states to webhooks. */
@NullMarked
package dev.notifier.worker.webhooks;

import org.jspecify.annotations.NullMarked;
