@NullMarked
package dev.notifier.api.inbound;

import org.jspecify.annotations.NullMarked;
