/** Tests of the session of a bind. */
@NullMarked
package dev.notifier.worker.bind.session;

import org.jspecify.annotations.NullMarked;
