/** Makes the first user, and one-time links. */
@NullMarked
package dev.notifier.local.users;

import org.jspecify.annotations.NullMarked;
