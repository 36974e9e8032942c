/** SMPP 3.4 fields and message texts: reading and writing, without sockets. */
@NullMarked
package dev.notifier.smsc.pdu;

import org.jspecify.annotations.NullMarked;
