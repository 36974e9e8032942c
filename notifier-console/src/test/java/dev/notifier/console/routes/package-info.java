/** Tests. */
@NullMarked
package dev.notifier.console.routes;

import org.jspecify.annotations.NullMarked;
