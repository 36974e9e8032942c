/** Makes the records of {@code notifier.statuses} from changes of states. */
@NullMarked
package dev.notifier.worker.statuses;

import org.jspecify.annotations.NullMarked;
