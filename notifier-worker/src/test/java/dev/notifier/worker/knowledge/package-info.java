@NullMarked
package dev.notifier.worker.knowledge;

import org.jspecify.annotations.NullMarked;
