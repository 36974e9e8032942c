/** Raises alerts when the same text that was not sent by us is reported several times. */
@NullMarked
package dev.notifier.store.forged;

import org.jspecify.annotations.NullMarked;
