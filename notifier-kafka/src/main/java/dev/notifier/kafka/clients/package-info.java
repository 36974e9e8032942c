/** Creates Kafka clients and describes their failures. */
@NullMarked
package dev.notifier.kafka.clients;

import org.jspecify.annotations.NullMarked;
