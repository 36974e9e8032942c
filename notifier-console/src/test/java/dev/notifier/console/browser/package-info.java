/** Tests of pages in a browser. */
@NullMarked
package dev.notifier.console.browser;

import org.jspecify.annotations.NullMarked;
