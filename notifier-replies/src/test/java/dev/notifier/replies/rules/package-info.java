@NullMarked
package dev.notifier.replies.rules;

import org.jspecify.annotations.NullMarked;
