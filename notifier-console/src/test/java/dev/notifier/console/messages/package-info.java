/** Tests. */
@NullMarked
package dev.notifier.console.messages;

import org.jspecify.annotations.NullMarked;
