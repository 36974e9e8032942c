/** Adds initial data to the database. */
@NullMarked
package dev.notifier.api.seeding;

import org.jspecify.annotations.NullMarked;
