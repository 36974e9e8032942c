/** The language of an inbound text: by script, then by frequent syllables. */
@NullMarked
package dev.notifier.replies.language;

import org.jspecify.annotations.NullMarked;
