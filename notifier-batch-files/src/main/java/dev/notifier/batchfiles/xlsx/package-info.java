/** Reads XLSX within limits. */
@NullMarked
package dev.notifier.batchfiles.xlsx;

import org.jspecify.annotations.NullMarked;
