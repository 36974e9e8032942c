/** Loads and validates the configuration of api and worker, and reports all errors at once. */
@NullMarked
package dev.notifier.config;

import org.jspecify.annotations.NullMarked;
