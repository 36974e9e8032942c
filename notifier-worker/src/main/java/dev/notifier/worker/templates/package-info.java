/** The templates in force, as the API publishes them. */
@NullMarked
package dev.notifier.worker.templates;

import org.jspecify.annotations.NullMarked;
