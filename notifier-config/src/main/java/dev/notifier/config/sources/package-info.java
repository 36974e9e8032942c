/** The further sender addresses of routes. */
@NullMarked
package dev.notifier.config.sources;

import org.jspecify.annotations.NullMarked;
