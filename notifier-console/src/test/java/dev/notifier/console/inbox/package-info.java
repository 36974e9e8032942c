/** Tests. */
@NullMarked
package dev.notifier.console.inbox;

import org.jspecify.annotations.NullMarked;
