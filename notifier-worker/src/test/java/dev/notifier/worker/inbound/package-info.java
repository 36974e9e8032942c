@NullMarked
package dev.notifier.worker.inbound;

import org.jspecify.annotations.NullMarked;
