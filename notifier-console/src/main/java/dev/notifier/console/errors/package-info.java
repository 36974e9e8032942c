/** What a person sees when a request fails. */
@NullMarked
package dev.notifier.console.errors;

import org.jspecify.annotations.NullMarked;
