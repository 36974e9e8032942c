@NullMarked
package dev.notifier.worker.http;

import org.jspecify.annotations.NullMarked;
