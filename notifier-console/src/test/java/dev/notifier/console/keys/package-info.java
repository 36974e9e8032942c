/** Tests. */
@NullMarked
package dev.notifier.console.keys;

import org.jspecify.annotations.NullMarked;
