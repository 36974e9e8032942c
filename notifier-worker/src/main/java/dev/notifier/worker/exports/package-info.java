/** Writes large exports, and deletes them when their time is over. */
@NullMarked
package dev.notifier.worker.exports;

import org.jspecify.annotations.NullMarked;
