/**
 * Reads request bodies without holding a thread, within limits of time and memory, and closes the
 * connection of a request that is answered before its body.
 */
@NullMarked
package dev.notifier.api.body;

import org.jspecify.annotations.NullMarked;
