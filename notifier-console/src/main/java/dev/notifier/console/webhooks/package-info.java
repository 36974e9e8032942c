/** Addresses of programs that get the changes of states. */
@NullMarked
package dev.notifier.console.webhooks;

import org.jspecify.annotations.NullMarked;
