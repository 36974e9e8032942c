/** Messages of persons that providers deliver by HTTP. */
@NullMarked
package dev.notifier.api.inbound;

import org.jspecify.annotations.NullMarked;
