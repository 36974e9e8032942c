/** Inbound messages over HTTP, as aggregators of short codes deliver them. */
@NullMarked
package dev.notifier.smsc.aggregator;

import org.jspecify.annotations.NullMarked;
