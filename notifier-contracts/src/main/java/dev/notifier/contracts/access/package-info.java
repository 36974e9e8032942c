/** Who may do what: scopes, API keys and tenants, as they are on topics. */
@NullMarked
package dev.notifier.contracts.access;

import org.jspecify.annotations.NullMarked;
