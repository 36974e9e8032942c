/** Access tokens of an OpenID Connect provider, as a second way in besides API keys. */
@NullMarked
package dev.notifier.api.oidc;

import org.jspecify.annotations.NullMarked;
