/**
 * The message centre on its socket: one selector thread that reads, decides, records and answers.
 */
@NullMarked
package dev.notifier.smsc.server;

import org.jspecify.annotations.NullMarked;
