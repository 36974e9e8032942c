/** Rows of uploaded files as values, and how readers count and end. */
@NullMarked
package dev.notifier.batchfiles.rows;

import org.jspecify.annotations.NullMarked;
