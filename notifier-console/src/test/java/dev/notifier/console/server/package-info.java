/** Tests. */
@NullMarked
package dev.notifier.console.server;

import org.jspecify.annotations.NullMarked;
