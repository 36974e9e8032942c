@NullMarked
package dev.notifier.store.users;

import org.jspecify.annotations.NullMarked;
