/** Tests of the binds and of the submit stage as a whole. */
@NullMarked
package dev.notifier.worker.bind;

import org.jspecify.annotations.NullMarked;
