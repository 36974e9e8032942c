@NullMarked
package dev.notifier.replies.comparison;

import org.jspecify.annotations.NullMarked;
