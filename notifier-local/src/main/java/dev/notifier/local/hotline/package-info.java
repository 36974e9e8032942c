/** The hotline of the local start, which shows what it gets. */
@NullMarked
package dev.notifier.local.hotline;

import org.jspecify.annotations.NullMarked;
