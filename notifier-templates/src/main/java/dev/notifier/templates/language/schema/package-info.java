/** The fields that an event's data may have, read from its JSON Schema. */
@NullMarked
package dev.notifier.templates.language.schema;

import org.jspecify.annotations.NullMarked;
