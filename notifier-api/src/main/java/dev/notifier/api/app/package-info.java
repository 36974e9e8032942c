/** Puts the application together: configuration, clocks, connections, health, start and end. */
@NullMarked
package dev.notifier.api.app;

import org.jspecify.annotations.NullMarked;
