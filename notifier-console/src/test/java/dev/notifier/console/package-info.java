/** Tests. */
@NullMarked
package dev.notifier.console;

import org.jspecify.annotations.NullMarked;
