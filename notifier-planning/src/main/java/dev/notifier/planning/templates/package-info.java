/**
 * The published templates, compiled, as snapshots for planning. Pure: callers supply the records.
 */
@NullMarked
package dev.notifier.planning.templates;

import org.jspecify.annotations.NullMarked;
