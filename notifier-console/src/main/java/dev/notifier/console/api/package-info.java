/** Calls of the HTTP interface with the right of the person who uses the console. */
@NullMarked
package dev.notifier.console.api;

import org.jspecify.annotations.NullMarked;
