/** Tests of lanes, batches and the wire format. */
@NullMarked
package dev.notifier.worker.send;

import org.jspecify.annotations.NullMarked;
