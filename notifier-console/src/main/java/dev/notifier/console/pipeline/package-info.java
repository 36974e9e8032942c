/** What waits and whether the routes work, as one document. */
@NullMarked
package dev.notifier.console.pipeline;

import org.jspecify.annotations.NullMarked;
