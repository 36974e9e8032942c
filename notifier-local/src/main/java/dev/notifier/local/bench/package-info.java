/** The load run: posts events to a running line, waits for them in the store, tells the figures. */
@NullMarked
package dev.notifier.local.bench;

import org.jspecify.annotations.NullMarked;
