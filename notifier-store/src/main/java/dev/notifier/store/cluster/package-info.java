/** Remembers which Kafka cluster works with the database. */
@NullMarked
package dev.notifier.store.cluster;

import org.jspecify.annotations.NullMarked;
