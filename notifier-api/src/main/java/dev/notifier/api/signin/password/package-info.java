/** Passwords of users: which are accepted, how they are hashed, and who waits for that. */
@NullMarked
package dev.notifier.api.signin.password;

import org.jspecify.annotations.NullMarked;
