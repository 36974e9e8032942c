@NullMarked
package dev.notifier.store.cluster;

import org.jspecify.annotations.NullMarked;
