@NullMarked
package dev.notifier.store.webhooks;

import org.jspecify.annotations.NullMarked;
