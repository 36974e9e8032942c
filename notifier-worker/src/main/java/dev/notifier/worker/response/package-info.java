/** The action for each response of the carrier, and what it does to the segment. */
@NullMarked
package dev.notifier.worker.response;

import org.jspecify.annotations.NullMarked;
