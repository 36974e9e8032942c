/**
 * The record of what the simulator received and which receipts are due: counts, look-up, and the
 * optional log on disk.
 */
@NullMarked
package dev.notifier.smsc.record;

import org.jspecify.annotations.NullMarked;
