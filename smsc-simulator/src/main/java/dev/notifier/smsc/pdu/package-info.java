/** SMPP 3.4 octets and message texts, read and written without any socket. */
@NullMarked
package dev.notifier.smsc.pdu;

import org.jspecify.annotations.NullMarked;
