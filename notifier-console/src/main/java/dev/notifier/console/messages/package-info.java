/** Messages: the search, and all that is known about one. */
@NullMarked
package dev.notifier.console.messages;

import org.jspecify.annotations.NullMarked;
