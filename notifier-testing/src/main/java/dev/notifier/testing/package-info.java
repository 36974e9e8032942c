/**
 * The outside parts of tests: the only place that starts Kafka and PostgreSQL for them. Knows
 * nothing of Notifier, and nothing that ships knows it.
 */
@NullMarked
package dev.notifier.testing;

import org.jspecify.annotations.NullMarked;
