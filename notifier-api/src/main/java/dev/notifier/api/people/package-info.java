/** Exports and erases the data about one recipient at the recipient's request. */
@NullMarked
package dev.notifier.api.people;

import org.jspecify.annotations.NullMarked;
