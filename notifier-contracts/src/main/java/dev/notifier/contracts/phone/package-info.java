/** Reads the phone numbers that upstream systems hold, and hides them where they must not show. */
@NullMarked
package dev.notifier.contracts.phone;

import org.jspecify.annotations.NullMarked;
