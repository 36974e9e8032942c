/** The SMSC simulator: the command line, and the API to run it inside a JVM. */
@NullMarked
package dev.notifier.smsc;

import org.jspecify.annotations.NullMarked;
