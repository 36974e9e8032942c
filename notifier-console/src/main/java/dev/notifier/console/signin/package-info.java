/** Signing in with two factors, and giving the second one again. */
@NullMarked
package dev.notifier.console.signin;

import org.jspecify.annotations.NullMarked;
