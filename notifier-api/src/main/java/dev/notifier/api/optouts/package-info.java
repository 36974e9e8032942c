/** Records what recipients do not want to receive, and publishes it to the workers. */
@NullMarked
package dev.notifier.api.optouts;

import org.jspecify.annotations.NullMarked;
