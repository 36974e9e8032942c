@NullMarked
package dev.notifier.store.groups;

import org.jspecify.annotations.NullMarked;
