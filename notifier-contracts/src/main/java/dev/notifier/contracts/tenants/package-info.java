/** The names of tenants, and of what each of them has its own of. */
@NullMarked
package dev.notifier.contracts.tenants;

import org.jspecify.annotations.NullMarked;
