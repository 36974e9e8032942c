/** The inbox: what people have written and no rule answers. */
@NullMarked
package dev.notifier.console.inbox;

import org.jspecify.annotations.NullMarked;
