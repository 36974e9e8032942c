/** Settings for files whose lines become messages. */
@NullMarked
package dev.notifier.config.batches;

import org.jspecify.annotations.NullMarked;
