/** What the stage schedule reads and writes. */
@NullMarked
package dev.notifier.store.schedule;

import org.jspecify.annotations.NullMarked;
