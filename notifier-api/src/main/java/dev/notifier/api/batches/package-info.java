/** The requests about batches: files whose lines become messages. */
@NullMarked
package dev.notifier.api.batches;

import org.jspecify.annotations.NullMarked;
