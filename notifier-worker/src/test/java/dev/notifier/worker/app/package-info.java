@NullMarked
package dev.notifier.worker.app;

import org.jspecify.annotations.NullMarked;
