/** Decodes the bytes of an inbound message into text. */
@NullMarked
package dev.notifier.replies.decoding;

import org.jspecify.annotations.NullMarked;
