/** The records on Kafka and in HTTP, their JSON format, topic names, and failure reasons. */
@NullMarked
package dev.notifier.contracts;

import org.jspecify.annotations.NullMarked;
