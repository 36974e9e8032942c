/** The business keys of planned messages, so that people get one message about a fact. */
@NullMarked
package dev.notifier.store.keys;

import org.jspecify.annotations.NullMarked;
