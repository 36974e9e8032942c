/** How programs connect to Kafka: encryption, login, and the properties of Kafka's clients. */
@NullMarked
package dev.notifier.config.kafka;

import org.jspecify.annotations.NullMarked;
