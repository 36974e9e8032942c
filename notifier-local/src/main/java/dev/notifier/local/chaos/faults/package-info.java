/** Injects the faults of a chaos run, and knows which time they disturb. */
@NullMarked
package dev.notifier.local.chaos.faults;

import org.jspecify.annotations.NullMarked;
