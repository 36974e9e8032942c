/** Tests of failover. */
@NullMarked
package dev.notifier.worker.failover;

import org.jspecify.annotations.NullMarked;
