/** Tests. */
@NullMarked
package dev.notifier.worker.bind.session;

import org.jspecify.annotations.NullMarked;
