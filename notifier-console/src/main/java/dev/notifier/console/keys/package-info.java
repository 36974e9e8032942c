/** API keys of programs. */
@NullMarked
package dev.notifier.console.keys;

import org.jspecify.annotations.NullMarked;
