/** A real browser for tests. Only this package starts one. */
@NullMarked
package dev.notifier.api.browser;

import org.jspecify.annotations.NullMarked;
