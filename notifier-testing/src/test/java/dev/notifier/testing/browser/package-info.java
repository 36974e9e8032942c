/** Tests. */
@NullMarked
package dev.notifier.testing.browser;

import org.jspecify.annotations.NullMarked;
