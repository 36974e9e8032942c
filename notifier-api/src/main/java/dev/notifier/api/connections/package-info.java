/** Limits the connections of clients: how many there are, and how long they may send nothing. */
@NullMarked
package dev.notifier.api.connections;

import org.jspecify.annotations.NullMarked;
