@NullMarked
package dev.notifier.worker.inbox;

import org.jspecify.annotations.NullMarked;
