/** Statements of recipients about what they do not want to receive, and their publication. */
@NullMarked
package dev.notifier.store.optouts;

import org.jspecify.annotations.NullMarked;
