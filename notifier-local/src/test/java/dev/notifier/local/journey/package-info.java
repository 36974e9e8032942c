/** Starts everything as a user does, and follows an event to the delivered message. */
@NullMarked
package dev.notifier.local.journey;

import org.jspecify.annotations.NullMarked;
