/** The HTTP API: configuration, counts, look-up, inbound messages and the handset page. */
@NullMarked
package dev.notifier.smsc.http;

import org.jspecify.annotations.NullMarked;
