/** Stores, loads and shows the recipients of the directory. */
@NullMarked
package dev.notifier.api.directory;

import org.jspecify.annotations.NullMarked;
