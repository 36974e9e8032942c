/** Sends the events of a chaos run and remembers them. */
@NullMarked
package dev.notifier.local.chaos.posting;

import org.jspecify.annotations.NullMarked;
