/** Stores API keys and tenants. */
@NullMarked
package dev.notifier.store.access;

import org.jspecify.annotations.NullMarked;
