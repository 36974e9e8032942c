@NullMarked
package dev.notifier.local.hotline;

import org.jspecify.annotations.NullMarked;
