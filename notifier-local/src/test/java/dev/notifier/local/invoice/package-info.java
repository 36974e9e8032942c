@NullMarked
package dev.notifier.local.invoice;

import org.jspecify.annotations.NullMarked;
