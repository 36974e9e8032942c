@NullMarked
package dev.notifier.replies.segments;

import org.jspecify.annotations.NullMarked;
