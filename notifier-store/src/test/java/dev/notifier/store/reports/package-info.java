@NullMarked
package dev.notifier.store.reports;

import org.jspecify.annotations.NullMarked;
