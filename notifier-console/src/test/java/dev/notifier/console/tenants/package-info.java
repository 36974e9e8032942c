/** Tests. */
@NullMarked
package dev.notifier.console.tenants;

import org.jspecify.annotations.NullMarked;
