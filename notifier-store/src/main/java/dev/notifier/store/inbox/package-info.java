/**
 * What persons are to read and answer: conversations with what was done in them, and what is sent
 * to the hotline.
 */
@NullMarked
package dev.notifier.store.inbox;

import org.jspecify.annotations.NullMarked;
