@NullMarked
package dev.notifier.replies.address;

import org.jspecify.annotations.NullMarked;
