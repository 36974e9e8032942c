@NullMarked
package dev.notifier.replies.queries;

import org.jspecify.annotations.NullMarked;
