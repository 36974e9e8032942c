@NullMarked
package dev.notifier.api.security;

import org.jspecify.annotations.NullMarked;
