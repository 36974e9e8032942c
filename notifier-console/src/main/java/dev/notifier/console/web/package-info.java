/** What all pages share: who asks, where to go, forms, headers and files. */
@NullMarked
package dev.notifier.console.web;

import org.jspecify.annotations.NullMarked;
