/** The behaviour of the SMSC: delays, receipts, limits and faults, as plain values. */
@NullMarked
package dev.notifier.smsc.behaviour;

import org.jspecify.annotations.NullMarked;
