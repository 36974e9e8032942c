/** Passkeys (WebAuthn Level 3) as second factors of users. Only this package uses WebAuthn4J. */
@NullMarked
package dev.notifier.api.passkeys;

import org.jspecify.annotations.NullMarked;
