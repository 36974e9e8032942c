/** Takes what says who has asked out of questions that are kept. */
@NullMarked
package dev.notifier.replies.masking;

import org.jspecify.annotations.NullMarked;
