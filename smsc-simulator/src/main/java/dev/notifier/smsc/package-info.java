/** The SMSC simulator as others start it: by command line or inside a JVM. */
@NullMarked
package dev.notifier.smsc;

import org.jspecify.annotations.NullMarked;
