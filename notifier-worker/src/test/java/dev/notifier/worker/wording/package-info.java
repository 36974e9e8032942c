@NullMarked
package dev.notifier.worker.wording;

import org.jspecify.annotations.NullMarked;
