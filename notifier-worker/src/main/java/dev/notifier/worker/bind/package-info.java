/** The binds that this worker owns: ownership, the loop of each bind, and inbound messages. */
@NullMarked
package dev.notifier.worker.bind;

import org.jspecify.annotations.NullMarked;
