/** Files that are made for people: examples and lists of refused lines. */
@NullMarked
package dev.notifier.batchfiles.report;

import org.jspecify.annotations.NullMarked;
