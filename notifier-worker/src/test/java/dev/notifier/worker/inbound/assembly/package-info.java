@NullMarked
package dev.notifier.worker.inbound.assembly;

import org.jspecify.annotations.NullMarked;
