/** Joins the segments of long inbound messages, before their bytes are decoded. */
@NullMarked
package dev.notifier.replies.segments;

import org.jspecify.annotations.NullMarked;
