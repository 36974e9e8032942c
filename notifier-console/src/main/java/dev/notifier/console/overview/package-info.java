/** The first page: whether all goes out, and what waits. */
@NullMarked
package dev.notifier.console.overview;

import org.jspecify.annotations.NullMarked;
