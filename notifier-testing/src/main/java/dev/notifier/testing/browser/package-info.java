/** Finds the browser of this machine for tests of pages. */
@NullMarked
package dev.notifier.testing.browser;

import org.jspecify.annotations.NullMarked;
