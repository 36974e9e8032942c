/** Tests. */
@NullMarked
package dev.notifier.console.api;

import org.jspecify.annotations.NullMarked;
