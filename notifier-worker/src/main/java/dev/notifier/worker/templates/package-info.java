/** The published templates, read from Kafka and compiled. */
@NullMarked
package dev.notifier.worker.templates;

import org.jspecify.annotations.NullMarked;
