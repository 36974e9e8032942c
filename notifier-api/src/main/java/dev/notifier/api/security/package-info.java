/** Authentication by API key, for everything except the API description. */
@NullMarked
package dev.notifier.api.security;

import org.jspecify.annotations.NullMarked;
