/** The chaos run: faults at the message centre and killed workers, then whether promises held. */
@NullMarked
package dev.notifier.local.chaos;

import org.jspecify.annotations.NullMarked;
