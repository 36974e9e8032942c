/** Connects to PostgreSQL and migrates its schema; the packages below store one feature each. */
@NullMarked
package dev.notifier.store;

import org.jspecify.annotations.NullMarked;
