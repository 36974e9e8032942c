/** Where other servers are, and how safe the connections to them are. */
@NullMarked
package dev.notifier.config.addresses;

import org.jspecify.annotations.NullMarked;
