/** Tests of SMPP connections, with an SMSC made of plain sockets. */
@NullMarked
package dev.notifier.worker.smpp;

import org.jspecify.annotations.NullMarked;
