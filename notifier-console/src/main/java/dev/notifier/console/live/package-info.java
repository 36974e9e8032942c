/** Pages that are kept up to date: their parts are rendered once for all who look at them. */
@NullMarked
package dev.notifier.console.live;

import org.jspecify.annotations.NullMarked;
