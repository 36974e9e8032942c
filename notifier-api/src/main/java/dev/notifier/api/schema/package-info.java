/** Validates JSON with JSON Schema and describes the violations in plain words. */
@NullMarked
package dev.notifier.api.schema;

import org.jspecify.annotations.NullMarked;
