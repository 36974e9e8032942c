/** Creates Kafka clients with the settings that the delivery guarantees rest on. */
@NullMarked
package dev.notifier.kafka.clients;

import org.jspecify.annotations.NullMarked;
