/** The inbox of agents: what people have written, with answers, hand-over and corrections. */
@NullMarked
package dev.notifier.api.inbox;

import org.jspecify.annotations.NullMarked;
