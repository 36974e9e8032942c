/** Whether PostgreSQL has everything that Kafka says was processed. */
@NullMarked
package dev.notifier.worker.positions;

import org.jspecify.annotations.NullMarked;
