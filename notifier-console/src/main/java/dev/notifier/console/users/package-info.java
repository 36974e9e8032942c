/** People who sign in: roles, one-time links, sessions. */
@NullMarked
package dev.notifier.console.users;

import org.jspecify.annotations.NullMarked;
