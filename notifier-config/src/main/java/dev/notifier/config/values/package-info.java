/** The values that settings have if nothing is configured. */
@NullMarked
package dev.notifier.config.values;

import org.jspecify.annotations.NullMarked;
