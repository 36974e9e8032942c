/** Answers to usual questions: entries, a search over them, and the decision to answer. */
@NullMarked
package dev.notifier.replies.knowledge;

import org.jspecify.annotations.NullMarked;
