/** What waits on the way to the carriers, and whether the routes work: one document. */
@NullMarked
package dev.notifier.api.pipeline;

import org.jspecify.annotations.NullMarked;
