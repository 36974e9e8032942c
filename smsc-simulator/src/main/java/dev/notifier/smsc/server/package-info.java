/** The SMPP server: one selector thread reads, decides, records and responds. */
@NullMarked
package dev.notifier.smsc.server;

import org.jspecify.annotations.NullMarked;
