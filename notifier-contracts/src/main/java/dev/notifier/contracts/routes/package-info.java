/** What operators decide about routes for a time. */
@NullMarked
package dev.notifier.contracts.routes;

import org.jspecify.annotations.NullMarked;
