/** What tests of the worker put on the Kafka and the PostgreSQL they share. */
@NullMarked
package dev.notifier.worker.testing;

import org.jspecify.annotations.NullMarked;
