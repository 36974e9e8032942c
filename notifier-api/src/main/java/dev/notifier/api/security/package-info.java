/** Authentication by API key, for everything except health, metrics and the API description. */
@NullMarked
package dev.notifier.api.security;

import org.jspecify.annotations.NullMarked;
