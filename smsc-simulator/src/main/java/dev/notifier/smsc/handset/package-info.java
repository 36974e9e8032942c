/** The HTTP side: configuration, counts, look-up and the handset page. */
@NullMarked
package dev.notifier.smsc.handset;

import org.jspecify.annotations.NullMarked;
