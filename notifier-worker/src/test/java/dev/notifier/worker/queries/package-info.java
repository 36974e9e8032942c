@NullMarked
package dev.notifier.worker.queries;

import org.jspecify.annotations.NullMarked;
