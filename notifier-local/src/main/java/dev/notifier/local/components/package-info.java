/** The components of a start (PostgreSQL, Kafka, SMSC, worker, api) and how they start and stop. */
@NullMarked
package dev.notifier.local.components;

import org.jspecify.annotations.NullMarked;
