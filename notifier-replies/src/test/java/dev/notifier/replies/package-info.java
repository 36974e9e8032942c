@NullMarked
package dev.notifier.replies;

import org.jspecify.annotations.NullMarked;
