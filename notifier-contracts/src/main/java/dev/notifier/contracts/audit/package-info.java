/** The record of the audit's chain on Kafka. */
@NullMarked
package dev.notifier.contracts.audit;

import org.jspecify.annotations.NullMarked;
