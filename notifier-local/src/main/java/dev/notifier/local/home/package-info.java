/** The home folder of a local start: secrets, addresses, who runs, locks between processes. */
@NullMarked
package dev.notifier.local.home;

import org.jspecify.annotations.NullMarked;
