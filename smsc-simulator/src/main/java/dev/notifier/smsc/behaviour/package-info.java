/** What the message centre is told to do: delays, receipts and faults, as plain values. */
@NullMarked
package dev.notifier.smsc.behaviour;

import org.jspecify.annotations.NullMarked;
