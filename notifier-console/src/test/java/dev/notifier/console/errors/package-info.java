/** Tests. */
@NullMarked
package dev.notifier.console.errors;

import org.jspecify.annotations.NullMarked;
