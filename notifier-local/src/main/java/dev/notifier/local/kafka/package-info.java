/** A Kafka broker inside this process, with its data on disk. */
@NullMarked
package dev.notifier.local.kafka;

import org.jspecify.annotations.NullMarked;
