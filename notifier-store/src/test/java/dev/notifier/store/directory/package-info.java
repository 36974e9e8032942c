/** Tests of the directory of recipients. */
@NullMarked
package dev.notifier.store.directory;

import org.jspecify.annotations.NullMarked;
