/** The transactional loop: consumes, processes and produces exactly once. */
@NullMarked
package dev.notifier.kafka.loop;

import org.jspecify.annotations.NullMarked;
