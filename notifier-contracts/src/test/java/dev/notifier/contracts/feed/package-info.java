/** The documents of the status feed and of webhooks. */
@NullMarked
package dev.notifier.contracts.feed;

import org.jspecify.annotations.NullMarked;
