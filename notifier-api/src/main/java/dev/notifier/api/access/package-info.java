/** Stored API keys and tenants: who is accepted, and how administrators change them. */
@NullMarked
package dev.notifier.api.access;

import org.jspecify.annotations.NullMarked;
