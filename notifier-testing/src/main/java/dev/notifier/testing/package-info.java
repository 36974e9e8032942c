/**
 * Starts Kafka, PostgreSQL and containers for tests. Independent of the other modules; used in the
 * test scope only.
 */
@NullMarked
package dev.notifier.testing;

import org.jspecify.annotations.NullMarked;
