@NullMarked
package dev.notifier.api.permissions;

import org.jspecify.annotations.NullMarked;
