/** Tests. */
@NullMarked
package dev.notifier.console.text;

import org.jspecify.annotations.NullMarked;
