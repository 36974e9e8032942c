/** Shows how many notifications are in each state. */
@NullMarked
package dev.notifier.api.counters;

import org.jspecify.annotations.NullMarked;
