@NullMarked
package dev.notifier.worker.routes;

import org.jspecify.annotations.NullMarked;
