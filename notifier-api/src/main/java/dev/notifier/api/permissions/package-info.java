/** What the key of a caller may send, to whom, and how much of it in a day. */
@NullMarked
package dev.notifier.api.permissions;

import org.jspecify.annotations.NullMarked;
