/** The run with three Kafka brokers, one of which is lost at a time. */
@NullMarked
package dev.notifier.local.chaos.brokers;

import org.jspecify.annotations.NullMarked;
