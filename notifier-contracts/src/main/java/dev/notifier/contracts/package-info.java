/**
 * What crosses Kafka and HTTP: records, enums, topic names, their JSON form, the catalogue of
 * causes.
 */
@NullMarked
package dev.notifier.contracts;

import org.jspecify.annotations.NullMarked;
