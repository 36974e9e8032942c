/** When events may be sent, and the batches that some of them come from. */
@NullMarked
package dev.notifier.contracts.sending;

import org.jspecify.annotations.NullMarked;
