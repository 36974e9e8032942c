/** A PostgreSQL server of our own: unpacked, initialised, started, recovered and stopped. */
@NullMarked
package dev.notifier.local.postgres;

import org.jspecify.annotations.NullMarked;
