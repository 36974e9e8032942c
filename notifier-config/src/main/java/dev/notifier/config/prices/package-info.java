/** What carriers charge for segments. */
@NullMarked
package dev.notifier.config.prices;

import org.jspecify.annotations.NullMarked;
