/** The configuration of an address that people write to, such as a short code, and its files. */
@NullMarked
package dev.notifier.replies.address;

import org.jspecify.annotations.NullMarked;
