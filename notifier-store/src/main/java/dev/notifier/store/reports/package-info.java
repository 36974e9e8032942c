/** Reports from counters, which read no notifications. */
@NullMarked
package dev.notifier.store.reports;

import org.jspecify.annotations.NullMarked;
