/** Searches notifications page by page, from the newest to the oldest. */
@NullMarked
package dev.notifier.store.search;

import org.jspecify.annotations.NullMarked;
