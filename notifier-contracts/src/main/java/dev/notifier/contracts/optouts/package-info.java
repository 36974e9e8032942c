/** What recipients do not want to receive. */
@NullMarked
package dev.notifier.contracts.optouts;

import org.jspecify.annotations.NullMarked;
