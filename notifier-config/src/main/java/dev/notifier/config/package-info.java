/**
 * Configuration of api and worker: typed, validated, with defaults; all errors are reported at
 * once.
 */
@NullMarked
package dev.notifier.config;

import org.jspecify.annotations.NullMarked;
