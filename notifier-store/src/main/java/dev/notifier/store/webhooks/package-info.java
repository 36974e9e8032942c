/** Stores webhooks, their secrets, and how far the deliveries to them are. */
@NullMarked
package dev.notifier.store.webhooks;

import org.jspecify.annotations.NullMarked;
