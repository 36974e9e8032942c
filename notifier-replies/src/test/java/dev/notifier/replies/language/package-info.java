/** Tests of the detection of languages. */
@NullMarked
package dev.notifier.replies.language;

import org.jspecify.annotations.NullMarked;
