/** How users sign in: passwords, authenticator apps, recovery codes, links, and their account. */
@NullMarked
package dev.notifier.api.signin;

import org.jspecify.annotations.NullMarked;
