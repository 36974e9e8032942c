/**
 * Renders the text of a message from the data of an event; pure, so that every text can be tested.
 */
@NullMarked
package dev.notifier.templates;

import org.jspecify.annotations.NullMarked;
