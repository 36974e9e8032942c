/** Users, their credentials and their sessions. */
@NullMarked
package dev.notifier.store.users;

import org.jspecify.annotations.NullMarked;
