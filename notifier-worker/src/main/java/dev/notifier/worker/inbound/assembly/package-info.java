/** Turns records into messages: reads who wrote, joins segments, and decodes. */
@NullMarked
package dev.notifier.worker.inbound.assembly;

import org.jspecify.annotations.NullMarked;
