/** Tables on compacted topics: reading to the end, and publishing the latest value of a key. */
@NullMarked
package dev.notifier.kafka.table;

import org.jspecify.annotations.NullMarked;
