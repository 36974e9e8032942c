/** Users: who works with Notifier, and with which roles. */
@NullMarked
package dev.notifier.api.users;

import org.jspecify.annotations.NullMarked;
