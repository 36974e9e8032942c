/** The SMPP session of a bind: connecting, binding again, its events and its status. */
@NullMarked
package dev.notifier.worker.bind.session;

import org.jspecify.annotations.NullMarked;
