/** The sessions of users: tokens, what their holders may do, and how sessions end. */
@NullMarked
package dev.notifier.api.sessions;

import org.jspecify.annotations.NullMarked;
