/** The frame of all pages: navigation, language, notices. */
@NullMarked
package dev.notifier.console.layout;

import org.jspecify.annotations.NullMarked;
