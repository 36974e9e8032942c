/** Tests. */
@NullMarked
package dev.notifier.worker.response;

import org.jspecify.annotations.NullMarked;
