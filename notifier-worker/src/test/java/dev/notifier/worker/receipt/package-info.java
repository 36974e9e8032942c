@NullMarked
package dev.notifier.worker.receipt;

import org.jspecify.annotations.NullMarked;
