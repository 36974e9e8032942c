/** Places in the feed of states: their ids, and the partitions of a tenant. */
@NullMarked
package dev.notifier.kafka.feed;

import org.jspecify.annotations.NullMarked;
