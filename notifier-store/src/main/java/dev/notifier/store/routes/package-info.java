/** Stores routes, their changes and bind slots. */
@NullMarked
package dev.notifier.store.routes;

import org.jspecify.annotations.NullMarked;
