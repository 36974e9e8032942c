/** Tests of the requests about the directory. */
@NullMarked
package dev.notifier.api.directory;

import org.jspecify.annotations.NullMarked;
