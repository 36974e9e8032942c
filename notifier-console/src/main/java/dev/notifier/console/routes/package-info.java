/** Carriers: sessions, limits, pause. */
@NullMarked
package dev.notifier.console.routes;

import org.jspecify.annotations.NullMarked;
