@NullMarked
package dev.notifier.replies.masking;

import org.jspecify.annotations.NullMarked;
