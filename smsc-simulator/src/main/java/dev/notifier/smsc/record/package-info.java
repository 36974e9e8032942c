/** What arrived and which receipts are due: counted, looked up, and kept on disk when told to. */
@NullMarked
package dev.notifier.smsc.record;

import org.jspecify.annotations.NullMarked;
