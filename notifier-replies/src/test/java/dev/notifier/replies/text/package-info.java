@NullMarked
package dev.notifier.replies.text;

import org.jspecify.annotations.NullMarked;
