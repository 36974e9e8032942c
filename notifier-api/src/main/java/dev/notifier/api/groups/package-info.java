/** Declares groups of notifications and shows how far they are. */
@NullMarked
package dev.notifier.api.groups;

import org.jspecify.annotations.NullMarked;
