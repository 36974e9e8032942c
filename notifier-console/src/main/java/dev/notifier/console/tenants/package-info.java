/** Organisations with their own data: state, quota and use. */
@NullMarked
package dev.notifier.console.tenants;

import org.jspecify.annotations.NullMarked;
