/** Tests. */
@NullMarked
package dev.notifier.console.webhooks;

import org.jspecify.annotations.NullMarked;
