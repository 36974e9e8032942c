/** Who may call: a bearer key for everything except health, metrics and the description. */
@NullMarked
package dev.notifier.api.security;

import org.jspecify.annotations.NullMarked;
