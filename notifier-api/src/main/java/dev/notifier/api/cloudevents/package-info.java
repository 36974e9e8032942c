/** Reads and validates CloudEvents, from requests and from records of Kafka. */
@NullMarked
package dev.notifier.api.cloudevents;

import org.jspecify.annotations.NullMarked;
