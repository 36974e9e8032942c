/** Finds out what a file is: kind, encoding, delimiter, sheet and header row; opens its rows. */
@NullMarked
package dev.notifier.batchfiles.look;

import org.jspecify.annotations.NullMarked;
