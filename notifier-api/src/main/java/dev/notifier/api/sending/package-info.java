/** Sends records to Kafka within a limited time. */
@NullMarked
package dev.notifier.api.sending;

import org.jspecify.annotations.NullMarked;
