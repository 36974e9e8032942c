/** Tests. */
@NullMarked
package dev.notifier.console.optouts;

import org.jspecify.annotations.NullMarked;
