/** Charts as SVG. Each is beside a table with the same numbers. */
@NullMarked
package dev.notifier.console.chart;

import org.jspecify.annotations.NullMarked;
