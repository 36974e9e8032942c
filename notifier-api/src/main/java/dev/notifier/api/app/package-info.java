/** Assembles the application: configuration, clocks, connections, health, API description. */
@NullMarked
package dev.notifier.api.app;

import org.jspecify.annotations.NullMarked;
