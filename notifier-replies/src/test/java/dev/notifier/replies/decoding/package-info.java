@NullMarked
package dev.notifier.replies.decoding;

import org.jspecify.annotations.NullMarked;
