/** Prepares the Kafka and the PostgreSQL that the tests of the worker share. */
@NullMarked
package dev.notifier.worker.testing;

import org.jspecify.annotations.NullMarked;
