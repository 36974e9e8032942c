@NullMarked
package dev.notifier.worker.hotline;

import org.jspecify.annotations.NullMarked;
