/** Finds, exports and erases the personal data about one recipient. */
@NullMarked
package dev.notifier.store.people;

import org.jspecify.annotations.NullMarked;
