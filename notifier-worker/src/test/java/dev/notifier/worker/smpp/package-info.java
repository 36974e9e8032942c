/** Tests of the SMPP link. */
@NullMarked
package dev.notifier.worker.smpp;

import org.jspecify.annotations.NullMarked;
