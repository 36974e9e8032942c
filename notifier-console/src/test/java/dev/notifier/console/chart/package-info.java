/** Tests. */
@NullMarked
package dev.notifier.console.chart;

import org.jspecify.annotations.NullMarked;
