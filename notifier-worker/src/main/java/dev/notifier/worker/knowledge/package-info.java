/** The knowledge base, as this worker knows it from Kafka. */
@NullMarked
package dev.notifier.worker.knowledge;

import org.jspecify.annotations.NullMarked;
