/** What is given to the rules for inbound messages, and what they return. */
@NullMarked
package dev.notifier.replies.decision;

import org.jspecify.annotations.NullMarked;
