/** Groups of notifications: what callers expect of them, and whether they are complete. */
@NullMarked
package dev.notifier.store.groups;

import org.jspecify.annotations.NullMarked;
