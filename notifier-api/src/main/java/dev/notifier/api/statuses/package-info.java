/** Serves the feed of states: the changes of a tenant, in their order, as CloudEvents. */
@NullMarked
package dev.notifier.api.statuses;

import org.jspecify.annotations.NullMarked;
