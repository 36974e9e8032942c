/** What intake computes to recognise copies of an event. */
@NullMarked
package dev.notifier.api.identity;

import org.jspecify.annotations.NullMarked;
