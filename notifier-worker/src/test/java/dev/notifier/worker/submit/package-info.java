/** Tests of the submit stage. */
@NullMarked
package dev.notifier.worker.submit;

import org.jspecify.annotations.NullMarked;
