@NullMarked
package dev.notifier.worker.webhooks;

import org.jspecify.annotations.NullMarked;
