/** Tests of the knowledge search. */
@NullMarked
package dev.notifier.replies.knowledge;

import org.jspecify.annotations.NullMarked;
