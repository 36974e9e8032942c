/** Tests of the addresses of other servers. */
@NullMarked
package dev.notifier.config.addresses;

import org.jspecify.annotations.NullMarked;
