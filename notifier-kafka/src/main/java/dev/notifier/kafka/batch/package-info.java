/** Batches of polled records: decoding them, their results, and the records that make them fail. */
@NullMarked
package dev.notifier.kafka.batch;

import org.jspecify.annotations.NullMarked;
