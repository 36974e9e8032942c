/** Keeps the records that no stage can process, and reads, replays and discards them. */
@NullMarked
package dev.notifier.kafka.quarantine;

import org.jspecify.annotations.NullMarked;
