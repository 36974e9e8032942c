/** TLS for the SMPP port. */
@NullMarked
package dev.notifier.smsc.tls;

import org.jspecify.annotations.NullMarked;
