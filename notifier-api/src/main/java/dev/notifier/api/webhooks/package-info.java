/** The requests of callers about webhooks; the worker delivers to them. */
@NullMarked
package dev.notifier.api.webhooks;

import org.jspecify.annotations.NullMarked;
