/**
 * Keeps compacted Kafka topics in sync with PostgreSQL, and reads such topics as tables in memory.
 */
@NullMarked
package dev.notifier.kafka.table;

import org.jspecify.annotations.NullMarked;
