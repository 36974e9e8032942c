/**
 * Takes messages from the lanes to the carrier: one owner per bind, every group named in the
 * journal before it is written, every answer in the journal after.
 */
@NullMarked
package dev.notifier.worker.submit;

import org.jspecify.annotations.NullMarked;
