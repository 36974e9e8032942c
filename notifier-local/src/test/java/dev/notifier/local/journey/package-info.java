/** The whole line as a person starts it, from the first event to the delivered message. */
@NullMarked
package dev.notifier.local.journey;

import org.jspecify.annotations.NullMarked;
