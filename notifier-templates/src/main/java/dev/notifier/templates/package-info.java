/**
 * Turns an event's values into the wording of one message; pure, so that every text can be a test.
 */
@NullMarked
package dev.notifier.templates;

import org.jspecify.annotations.NullMarked;
