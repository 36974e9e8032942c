/** Looks up the notification of an event, with its history. */
@NullMarked
package dev.notifier.api.lookup;

import org.jspecify.annotations.NullMarked;
