/** JMH benchmarks of rendering, diacritics, normalization and segments. */
@NullMarked
package dev.notifier.benchmarks;

import org.jspecify.annotations.NullMarked;
