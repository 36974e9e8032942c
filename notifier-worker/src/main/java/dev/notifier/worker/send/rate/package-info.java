/** Limits how fast a bind writes: the contracted rate, throttling, and the circuit breaker. */
@NullMarked
package dev.notifier.worker.send.rate;

import org.jspecify.annotations.NullMarked;
