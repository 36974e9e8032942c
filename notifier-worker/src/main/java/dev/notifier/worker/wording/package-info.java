/** The wordings that are in force, as the API publishes them. */
@NullMarked
package dev.notifier.worker.wording;

import org.jspecify.annotations.NullMarked;
