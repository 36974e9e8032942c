/** Tests. */
@NullMarked
package dev.notifier.console.layout;

import org.jspecify.annotations.NullMarked;
