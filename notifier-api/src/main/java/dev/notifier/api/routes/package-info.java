/** Routes at run time: their limits, the status of their sessions, and changes by operators. */
@NullMarked
package dev.notifier.api.routes;

import org.jspecify.annotations.NullMarked;
