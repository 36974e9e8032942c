/**
 * What all workers know together while they run: the routes as operators want them, and which
 * sessions live. Both come from compacted topics and stay known when Kafka is away.
 */
@NullMarked
package dev.notifier.worker.routes;

import org.jspecify.annotations.NullMarked;
