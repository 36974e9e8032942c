/** Tests of the rate and the circuit breaker. */
@NullMarked
package dev.notifier.worker.send.rate;

import org.jspecify.annotations.NullMarked;
