/** Reads lists of any size line by line, while they arrive. */
@NullMarked
package dev.notifier.api.imports;

import org.jspecify.annotations.NullMarked;
