/**
 * The first stage: turns accepted events into messages, each exactly once, with the text that is
 * stored being the text that is sent.
 */
@NullMarked
package dev.notifier.worker.plan;

import org.jspecify.annotations.NullMarked;
