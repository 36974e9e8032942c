/** Tests. */
@NullMarked
package dev.notifier.console.web;

import org.jspecify.annotations.NullMarked;
