@NullMarked
package dev.notifier.store.inbound;

import org.jspecify.annotations.NullMarked;
