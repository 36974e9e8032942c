/** What a message costs: rendering, marks, finishing, segments. */
@NullMarked
package dev.notifier.benchmarks;

import org.jspecify.annotations.NullMarked;
