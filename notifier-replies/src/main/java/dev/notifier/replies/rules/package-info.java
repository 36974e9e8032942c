/** Decides what an inbound message means and what is done about it. */
@NullMarked
package dev.notifier.replies.rules;

import org.jspecify.annotations.NullMarked;
