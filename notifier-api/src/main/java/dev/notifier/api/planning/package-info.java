/** What intake knows of the plan stage: snapshots of routes and templates, and its refusals. */
@NullMarked
package dev.notifier.api.planning;

import org.jspecify.annotations.NullMarked;
