/** The business keys of events: which of them are about the same fact. */
@NullMarked
package dev.notifier.contracts.keys;

import org.jspecify.annotations.NullMarked;
