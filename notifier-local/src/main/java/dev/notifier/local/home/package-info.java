/** The home directory of a local installation: secrets, addresses, and locks between processes. */
@NullMarked
package dev.notifier.local.home;

import org.jspecify.annotations.NullMarked;
