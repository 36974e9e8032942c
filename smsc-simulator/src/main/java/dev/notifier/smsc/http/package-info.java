/** The HTTP side: configuration, counts, look-up and the handset page. */
@NullMarked
package dev.notifier.smsc.http;

import org.jspecify.annotations.NullMarked;
