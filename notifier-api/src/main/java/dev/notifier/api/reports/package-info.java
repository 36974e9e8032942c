/** Reports from counters, as JSON and CSV. */
@NullMarked
package dev.notifier.api.reports;

import org.jspecify.annotations.NullMarked;
